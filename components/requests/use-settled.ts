import { useEffect, useRef, useState } from 'react'

const HURRY = 250
const PAUSE = 150

/** False while the value changes faster than anybody reads, as with a key that is held down. */
export function useSettled(value: string | null): boolean {
  const [settled, setSettled] = useState(value)
  const lastChange = useRef(0)
  useEffect(() => {
    const now = performance.now()
    const hurried = now - lastChange.current < HURRY
    lastChange.current = now
    const timer = setTimeout(() => setSettled(value), hurried ? PAUSE : 0)
    return () => clearTimeout(timer)
  }, [value])
  return settled === value
}
