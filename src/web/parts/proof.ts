/** What the server wants before it goes on: that somebody signs in again, or shows a fresh proof. */
export type Wanted = 'sign-in' | 'confirm'

let wanted: Wanted | undefined
let settle: (isGiven: boolean) => void = () => undefined
let asking: Promise<boolean> | undefined
const watchers = new Set<() => void>()

function set(next: Wanted | undefined): void {
  wanted = next
  for (const watcher of watchers) watcher()
}

/** Asks whoever sits there over the page they are on; everything that waits goes on with one answer. */
export function askForProof(kind: Wanted): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => {
    settle = (isGiven) => {
      asking = undefined
      set(undefined)
      resolve(isGiven)
    }
    set(kind)
  })
  return asking
}

/** Ends the asking: the proof was given, or they would rather not. */
export const settleProof = (isGiven: boolean): void => settle(isGiven)

/** What is asked for at the moment; for `useSyncExternalStore`. */
export const wantedProof = {
  get: () => wanted,
  subscribe: (watcher: () => void) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  },
}
