import type { Past } from '../../directory/as-of/objects.ts'
import { readFields } from '../../directory/catalogue.ts'
import { type Field, isQuiet, type ObjectKind } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { wantBegun } from '../../kit/list/as-of.ts'
import { compileFilter } from '../../kit/list/compile-filter.ts'
import type { List } from '../../kit/list/read-list.ts'
import { type Sight, sightOf } from '../../kit/list/sight.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { changesOfPerson } from '../../kit/record/history.ts'
import { searched } from '../../kit/record/person-names.ts'
import { byHandOf, sourcesOf } from '../../kit/record/sources.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { movingTargets } from '../integrations/rules.ts'
import { mappingsOfAll } from '../integrations/store.ts'
import { saasUsersOf } from '../saas-users/store.ts'
import type { PersonFile } from './rules.ts'
import { findNames, findPerson, idNow, isErased, mergedInto, type PersonRow, personColumns } from './store.ts'

/** What an actor may know of people. */
export async function sight({ db, actor }: Ctx): Promise<Sight> {
  const all = await readFields(db.pool)
  const condition = sightOf(actor)
  return {
    fields: all.filter(({ key, retired }) => !retired && !actor.hiddenFields.includes(key)),
    sees: condition && compileFilter(condition, personColumns(all), { zone: db.zone }),
    names: !searched.some((key) => actor.hiddenFields.includes(key)),
  }
}

/** A day as of which a list is wanted, and what history does not tell of it; undefined: now. */
export async function asOfDay(
  { db, zone, connectors }: Pick<Ctx, 'db' | 'zone' | 'connectors'>,
  day: string | undefined,
  object: ObjectKind = 'person',
): Promise<Past | undefined> {
  if (day === undefined) return undefined
  wantBegun({ zone }, day)
  const [fields, integrations] = await Promise.all([readFields(db.pool, object), mappingsOfAll(db)])
  const quiet = fields.filter(isQuiet).map(({ key }) => key)
  return { day, zone, fields, untold: [...quiet, ...movingTargets(integrations, { connectors, object })] }
}

/** The bare id of a person whom an edit names at a field; null and undefined are told as they are. Throws `input.invalid`. */
export async function personNamed(
  { db }: Pick<Ctx, 'db'>,
  field: string,
  id: string | null | undefined,
): Promise<string | null | undefined> {
  if (id === null || id === undefined) return id
  const now = await idNow(db, bareIdAt(field, id))
  if (now) return now
  throw invalid([{ field, message: 'nobody in the directory has this id' }])
}

function bareIdAt(field: string, id: string): string {
  try {
    return bareId('per', id)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid([{ field, message: error.message }])
  }
}

/** A person, if the asker sees them. Throws `not.found`. */
export async function findSeen(
  { db }: Pick<Ctx, 'db'>,
  id: string,
  seen: Pick<Sight, 'fields' | 'sees'>,
): Promise<PersonRow> {
  const row = await findPerson(db, bareId('per', id), seen)
  if (row) return row
  throw new AppError('not.found', `There is no person ${id}`)
}

/** What people of some ids are called, of those whom the asker sees and by the fields that are shown. */
export async function namesOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string | null }[]> {
  const bare = ids.map((id) => bareId('per', id))
  const rows = await findNames(ctx.db, bare, await sight(ctx))
  return rows.map(({ id, name }) => ({ id: publicId('per', id), name }))
}

/** One person with accounts and sources. Throws `not.found`. */
export async function getPerson(ctx: Ctx, id: string): Promise<PersonFile> {
  const { fields, sees, names } = await sight(ctx)
  const row = await findSeen(ctx, id, { fields, sees })
  const [saasUsers, sources, byHand, merged, erased] = await Promise.all([
    saasUsersOf(ctx.db, row.id),
    sourcesOf(ctx.db, row.id),
    byHandOf(ctx.db, row.id),
    mergedInto(ctx.db, row.id),
    isErased(ctx.db, row.id),
  ])
  const known = names ? saasUsers : saasUsers.map((user) => ({ ...user, label: null }))
  return { row, fields, saasUsers: known, sources, byHand, merged: names ? merged : [], isErased: erased }
}

/** The history of one person, the newest first. Throws `not.found`. */
export async function changesOf(
  ctx: Ctx,
  id: string,
): Promise<{ readonly changes: List<ChangeRow>; readonly fields: readonly Field[] }> {
  const { fields, sees, names } = await sight(ctx)
  const row = await findSeen(ctx, id, { fields, sees })
  return { changes: changesOfPerson(row.id, { hidden: ctx.actor.hiddenFields, names }), fields }
}
