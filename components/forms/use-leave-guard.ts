import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'

type Way = { href: string } | { entry: string }

/**
 * Holds a person who is about to lose what they wrote: the browser asks before a reload or another site, the page asks
 * before its own links and before Back. `leaving` says that the question has to be put.
 */
export function useLeaveGuard(unsaved: boolean) {
  const router = useRouter()
  const [way, setWay] = useState<Way | null>(null)
  const leaves = useRef(false)

  useEffect(() => {
    if (!unsaved) return
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!leaves.current) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link?.target
      if (!link?.href || elsewhere || leaves.current || link.origin !== location.origin) return
      event.preventDefault()
      event.stopPropagation()
      setWay({ href: `${link.pathname}${link.search}${link.hash}` })
    }
    // The router hears of Back when it has happened, so it is held before, where the browser lets us.
    const onTraverse = (event: NavigateEvent) => {
      if (leaves.current || event.navigationType !== 'traverse' || !event.cancelable) return
      event.preventDefault()
      setWay({ entry: event.destination.key })
    }
    window.addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, { capture: true })
    window.navigation?.addEventListener('navigate', onTraverse)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, { capture: true })
      window.navigation?.removeEventListener('navigate', onTraverse)
    }
  }, [unsaved])

  return {
    leaving: way !== null,
    stay: () => setWay(null),
    leave: () => {
      leaves.current = true
      if (!way) return
      if ('href' in way) router.push(way.href)
      else window.navigation.traverseTo(way.entry)
    },
  }
}
