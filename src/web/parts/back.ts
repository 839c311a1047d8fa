import { useEffect } from 'react'

const channel = 'muster-back'

/** Tells every page of this browser that somebody is back from an identity provider, signed in or with a fresh proof. */
export function tellBack(): void {
  const line = new BroadcastChannel(channel)
  line.postMessage('back')
  line.close()
}

/** Does something when somebody is back. */
export function useBack(onBack: () => void): void {
  useEffect(() => {
    const line = new BroadcastChannel(channel)
    line.onmessage = onBack
    return () => line.close()
  }, [onBack])
}
