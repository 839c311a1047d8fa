import type { TrippedBrake } from '../db/sync-tables.ts'
import { brakes } from './brakes/shelf.ts'
import type { Ledger } from './ledger.ts'
import type { Planning } from './recipe.ts'

/** Where a planned run goes: on to the apply, or to a person, with what the run's row keeps of it. */
export interface Verdict {
  readonly to: 'applying' | 'previewed' | 'held'
  readonly known?: { readonly fault: string }
}

/** What of a plan decides where its run goes. */
export interface Judged {
  readonly ledger: Pick<Ledger, 'read' | 'unchanged'>
  /** How many are gone; they are in no ledger. */
  readonly gone: number
  readonly brakes: readonly TrippedBrake[]
}

/** A plan that somebody asked for is looked at, brakes and all; one that nobody would look at is held when it trips one. */
export function verdictOn(planning: Planning, plan: Judged): Verdict {
  if (planning.scope.attended) return { to: 'previewed' }
  const why = plan.brakes.filter(({ brake }) => holdsRun(brake)).map(({ message }) => message)
  if (why.length > 0) return { to: 'held', known: told('run.held', heldMessage(why)) }
  const unseen = unseenReason(planning, plan)
  if (unseen !== null) return { to: 'previewed', known: told('run.unseen', unseen) }
  return { to: 'applying' }
}

/** A plan that a person released, and that is another by now, waits as it did before. */
export function verdictOnStale(planning: Planning, plan: Judged): Verdict {
  const { to } = verdictOn(planning, plan)
  return { to: to === 'applying' ? 'held' : to, known: told('run.stale', staleMessage) }
}

/**
 * Why a run that goes on by itself stops at its plan, for people; null where it may go on. Under a configuration
 * that nobody saw at work, only a plan that leaves everything as it is needs no look.
 */
function unseenReason(
  { planOnly, seenFingerprint, fingerprint }: Planning,
  { ledger, gone }: Judged,
): string | null {
  if (planOnly !== null) return planOnly
  const leavesAll = ledger.unchanged === ledger.read && gone === 0
  if (leavesAll || seenFingerprint === fingerprint) return null
  return 'The mapping or Muster changed since the last run that was applied. Look at this plan, then apply it.'
}

const told = (code: 'run.held' | 'run.unseen' | 'run.stale', message: string) => ({
  fault: JSON.stringify({ code, message }),
})

const holdsRun = (key: string): boolean => brakes.some((brake) => brake.key === key && brake.holds === 'run')

const heldMessage = (why: readonly string[]): string =>
  `${why.join(' ')} Nothing was applied. Look at the plan; then release exactly it, or reject it and see what happened at the vendor.`

const staleMessage =
  'The directory changed since this plan was made, and the plan with it. Look at the new plan, then decide again.'
