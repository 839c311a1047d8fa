import type { TrippedBrake } from '../../db/sync-tables.ts'
import { brakes } from './shelf.ts'

/** Where a planned run goes: on to the apply, or to a person, with what the run's row keeps of it. */
export interface Verdict {
  readonly to: 'applying' | 'previewed' | 'held'
  readonly known?: { readonly fault: string }
}

/** What decides about a plan that nobody released. */
export interface Unreleased {
  /** Whether somebody asked to look at it. */
  readonly attended: boolean
  /** Why the integration's next run stops at its plan. */
  readonly planOnly: string | null
  readonly brakes: readonly TrippedBrake[]
}

/** A plan that somebody asked for is looked at, brakes and all; one that nobody would look at is held when it trips one. */
export function verdictOn({ attended, planOnly, brakes: tripped }: Unreleased): Verdict {
  if (attended) return { to: 'previewed' }
  const why = tripped.filter(({ brake }) => holdsRun(brake)).map(({ message }) => message)
  if (why.length > 0) return { to: 'held', known: told('run.held', heldMessage(why)) }
  if (planOnly !== null) return { to: 'previewed', known: told('run.unseen', planOnly) }
  return { to: 'applying' }
}

const told = (code: 'run.held' | 'run.unseen', message: string) => ({
  fault: JSON.stringify({ code, message }),
})

const holdsRun = (key: string): boolean => brakes.some((brake) => brake.key === key && brake.holds === 'run')

const heldMessage = (why: readonly string[]): string =>
  `${why.join(' ')} Nothing was applied. Look at the plan; then release exactly it, or reject it and see what happened at the vendor.`
