import type { Field } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { sight as deviceSight, findSeen as findSeenDevice, pastFields } from '../devices/actions.ts'
import { findSeen, sight } from '../people/actions.ts'
import type { Claims } from './rules.ts'
import { changesOfField, claimsOf } from './store.ts'

interface Asked {
  readonly id: string
  /** Its key. */
  readonly field: string
}

/** Why a value of a person is here: what every source says of one field. Throws `not.found`. */
export async function claimsOfPerson(ctx: Ctx, { id, field }: Asked): Promise<Claims> {
  const seen = await sight(ctx)
  return claimsOfField(ctx, await findSeen(ctx, id, seen), fieldIn(seen.fields, field))
}

/** The same of a device; of a field of whose past the asker may not know, who says what it is now. Throws `not.found`. */
export async function claimsOfDevice(ctx: Ctx, { id, field: key }: Asked): Promise<Claims> {
  const seen = await deviceSight(ctx)
  const field = fieldIn(seen.fields, key)
  const claims = await claimsOfField(ctx, await findSeenDevice(ctx, id, seen), field)
  return pastFields(seen).includes(field) ? claims : ofNow(claims)
}

const ofNow = ({ row, field, claims }: Claims): Claims => ({
  row,
  field,
  claims: claims.filter(({ value }) => value === row[field.key]),
  last: undefined,
  byHand: [],
})

function fieldIn(fields: readonly Field[], key: string): Field {
  const field = fields.find((known) => known.key === key)
  if (field) return field
  throw new AppError('not.found', `There is no field "${key.slice(0, 60)}"`)
}

async function claimsOfField(
  { db }: Ctx,
  row: Claims['row'] & { readonly id: string },
  field: Field,
): Promise<Claims> {
  const place = { objectId: row.id, field }
  const [claims, changes] = await Promise.all([claimsOf(db, place), changesOfField(db, place)])
  return { row, field, claims, ...changes }
}
