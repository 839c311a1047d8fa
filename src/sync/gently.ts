import { setImmediate } from 'node:timers/promises'

const stretch = 100

/**
 * Visits every item, letting the event loop turn in between: a page's work at a stretch would keep
 * answers of the database, of the vendor and to people waiting.
 */
export async function gently<T>(items: Iterable<T>, visit: (item: T) => void): Promise<void> {
  let visited = 0
  for (const item of items) {
    visit(item)
    if (++visited % stretch === 0) await setImmediate()
  }
}
