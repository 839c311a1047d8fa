import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { findSeen, sight } from '../people/actions.ts'
import type { Claims } from './rules.ts'
import { changesOfField, claimsOf } from './store.ts'

/** Why a value is here: what every source says of one field of a person. Throws `not.found`. */
export async function getClaims(
  ctx: Ctx,
  { id, field: key }: { readonly id: string; readonly field: string },
): Promise<Claims> {
  const seen = await sight(ctx)
  const row = await findSeen(ctx, id, seen)
  const field = seen.fields.find((known) => known.key === key)
  if (!field) throw new AppError('not.found', `There is no field "${key.slice(0, 60)}"`)
  const place = { personId: row.id, field: key }
  const [claims, changes] = await Promise.all([claimsOf(ctx.db, place), changesOfField(ctx.db, place)])
  return { row, field, claims, ...changes }
}
