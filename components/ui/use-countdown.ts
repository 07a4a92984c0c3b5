'use client'

import { useEffect, useState } from 'react'

/** Seconds left until `seconds` from when `cause` came up. Begins anew with another cause. */
export function useCountdown(seconds: number, cause: unknown): number {
  const [left, setLeft] = useState(seconds)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cause begins the count anew
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    tick()
    if (seconds === 0) return
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [seconds, cause])
  return left
}
