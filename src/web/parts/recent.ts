import { useSyncExternalStore } from 'react'

/** A page that somebody looked at. */
export interface Visited {
  readonly label: string
  readonly to: string
}

const most = 6
const title = ' · Muster'

// Only as long as the page stands: names of people are kept nowhere in a browser.
let visited: readonly Visited[] = []
const listeners = new Set<() => void>()

function put(next: readonly Visited[]): void {
  visited = next
  for (const listener of listeners) listener()
}

/** Notes which page somebody leaves, by the name that it has by now. */
export function noteVisit(to: string): void {
  if (!document.title.endsWith(title)) return
  const label = document.title.slice(0, -title.length)
  put([{ to, label }, ...visited.filter((one) => one.to !== to && one.label !== label)].slice(0, most))
}

/** Nothing of where one was stays for the next who signs in. */
export const forgetVisits = (): void => put([])

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Where somebody was, the last first. */
export const useVisited = (): readonly Visited[] => useSyncExternalStore(subscribe, () => visited)
