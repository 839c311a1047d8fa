import type { Dice } from './dice.ts'
import type { Site } from './site.ts'

/** When to strike: at a hit of a failpoint, or so long after the run was asked for. */
export type Moment = { readonly name: string; readonly nth: number } | { readonly ms: number }

export const pointOf = (moment: Moment): string =>
  'name' in moment ? `${moment.name} hit ${moment.nth}` : `after ${moment.ms} ms`

/** Four hits of every failpoint that an ordinary run passes, and random times for the rest; mixed by the dice. */
export function momentsOf({ product, usualMs, pages }: Site, count: number, dice: Dice): readonly Moment[] {
  const names = [...product.reached].filter((name) => name !== rare).sort()
  const each = Math.max(1, Math.min(4, Math.floor(count / 2 / Math.max(1, names.length))))
  const named = names.flatMap((name) =>
    Array.from(
      { length: each },
      (): Moment => ({ name, nth: name.startsWith('page.') ? 1 + dice.whole(pages) : 1 }),
    ),
  )
  const chosen = shuffled(named, dice).slice(0, Math.ceil(count * 0.75))
  const random = Array.from({ length: count - chosen.length }, (): Moment => ({ ms: dice.whole(usualMs) }))
  return shuffled([...chosen, ...random], dice)
}

// A run is watched once a second, and is over sooner.
const rare = 'run.watched'

/** What the failpoints are told for a moment; nothing for a time. */
export const ordersFor = (moment: Moment, action: string): string =>
  'name' in moment ? `${moment.name}:${action}:${moment.nth}` : ''

/** Resolves after so many milliseconds. */
export const pass = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/**
 * Waits for the moment: what happens at its failpoint, or the time. A failpoint that is not passed this time is
 * waited for in vain, and the blow comes after the run.
 */
export async function until<T>(moment: Moment, { usualMs }: Site, struck: Promise<T>): Promise<void> {
  await ('name' in moment ? Promise.race([struck, pass(2 * usualMs + 500)]) : pass(moment.ms))
}

function shuffled<T>(all: readonly T[], dice: Dice): readonly T[] {
  return all
    .map((value) => ({ value, by: dice.next() }))
    .sort((one, other) => one.by - other.by)
    .map(({ value }) => value)
}
