/** Whether the server answers, as the last request found; for `useSyncExternalStore`. */
let isReached = true
const watchers = new Set<() => void>()

export const reach = {
  get: () => isReached,
  set: (next: boolean) => {
    if (next === isReached) return
    isReached = next
    for (const watcher of watchers) watcher()
  },
  subscribe: (watcher: () => void) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  },
}
