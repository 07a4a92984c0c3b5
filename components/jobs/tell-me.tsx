import { useEffect, useState } from 'react'

/** Offers a notification of the browser at the end of jobs, where nobody was asked before. */
export function TellMe() {
  const [permission, setPermission] = useState<NotificationPermission>()
  useEffect(() => {
    if ('Notification' in window) setPermission(Notification.permission)
  }, [])
  if (permission === 'granted') return 'You are told when it ends.'
  if (permission !== 'default') return null
  return (
    <button
      type="button"
      className="rounded text-accent underline-offset-2 hover:underline"
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      Tell me when it ends
    </button>
  )
}
