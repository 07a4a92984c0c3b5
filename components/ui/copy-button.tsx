'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

export interface CopyButtonProps {
  text: string
  /** What is copied, in words: "correlation id". */
  label: string
}

/** The text itself in mono, and a press that copies it. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${label} ${text}`}
      className="inline-flex max-w-full items-center gap-1.5 rounded px-1 text-left font-mono text-small text-ink-2 select-text hover:bg-tint hover:text-ink"
    >
      <span className="truncate">{text}</span>
      <Icon aria-hidden="true" className="size-3!" />
      <span role="status" className="font-sans text-good empty:hidden">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  )
}
