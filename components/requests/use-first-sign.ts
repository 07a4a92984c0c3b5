import { useEffect } from 'react'
import { loadAhead } from '#components/ui/load-ahead.ts'

const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const

/** Loads at the first sign of a hand: too late for the first look at a page, early enough for the first press. */
export function useFirstSign(load: () => Promise<unknown>): void {
  useEffect(() => {
    const start = () => {
      for (const sign of SIGNS) window.removeEventListener(sign, start)
      loadAhead(load)
    }
    for (const sign of SIGNS) window.addEventListener(sign, start, { passive: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, start)
    }
  }, [load])
}
