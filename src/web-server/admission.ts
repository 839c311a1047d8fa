import { type Actor, isRight } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import { wantRight } from '../kit/want-right.ts'
import { AppError } from '../lib/errors.ts'

/** Whether somebody would still be admitted. */
export function mayAsk(route: Route, actor: Actor | undefined): boolean {
  try {
    admit(route, actor)
    return true
  } catch {
    return false
  }
}

/** Whether somebody known lacks the right that a route needs. */
export const lacks = ({ needs }: Route, { rights }: Actor): boolean => isRight(needs) && !rights.has(needs)

/** Lets in who may ask a route. Throws what keeps everybody else out. */
export function admit({ needs, proof }: Route, actor: Actor | undefined): void {
  if (needs === 'anyone') return
  if (!actor) throw new AppError('not.signed-in')
  const { way } = actor
  if (needs === 'signed-in' && way.kind !== 'session')
    throw new AppError('not.allowed', 'This is for an account that is signed in, about itself')
  if (needs !== 'signed-in' && needs !== 'known') wantRight(actor, needs)
  if (proof && way.kind === 'session' && !way.isConfirmed) throw new AppError('sign-in.confirm')
}
