import { useEffect, useState } from 'react'

/** The time, second by second while something moves. Null while the server renders. */
export function useSecond(moves: boolean): number | null {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    if (!moves) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [moves])
  return now
}
