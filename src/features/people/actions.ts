import type { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import type { Field } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { afterKey, type Page, pageOf } from '../../kit/page.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import type { PeopleQuery } from './schema.ts'
import {
  type ChangeRow,
  findPerson,
  listChanges,
  listPeople,
  type PersonRow,
  type SaasUserOfPerson,
  type SourceOfPerson,
  saasUsersOf,
  sourcesOf,
} from './store.ts'

interface Piece {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** People by username, and the fields they have. */
export async function readPeople(
  ctx: Ctx,
  { search, archived, limit, cursor }: Piece & z.output<typeof PeopleQuery>,
): Promise<{ readonly page: Page<PersonRow>; readonly fields: readonly Field[] }> {
  const after = afterKey(cursor, ['text'])?.[0]
  const fields = await readFields(ctx.db.pool)
  const rows: PersonRow[] = await listPeople(ctx.db, { search, archived, after, limit })
  return { page: pageOf(rows, limit, { key: (row) => [row.username_key], item: (row) => row }), fields }
}

/** Everything that is known of one person. */
export interface PersonFile {
  readonly row: PersonRow
  readonly fields: readonly Field[]
  readonly saasUsers: readonly SaasUserOfPerson[]
  readonly sources: readonly SourceOfPerson[]
}

/** One person with accounts and sources. Throws `not.found`. */
export async function getPerson(ctx: Ctx, id: string): Promise<PersonFile> {
  const row = await findPerson(ctx.db, bareId('per', id))
  if (!row) throw nobody(id)
  const [fields, saasUsers, sources] = await Promise.all([
    readFields(ctx.db.pool),
    saasUsersOf(ctx.db, row.id),
    sourcesOf(ctx.db, row.id),
  ])
  return { row, fields, saasUsers, sources }
}

/** The history of one person, the newest first. Throws `not.found`. */
export async function readChanges(
  ctx: Ctx,
  { id, limit, cursor }: Piece & { readonly id: string },
): Promise<{ readonly page: Page<ChangeRow>; readonly fields: readonly Field[] }> {
  const row = await findPerson(ctx.db, bareId('per', id))
  if (!row) throw nobody(id)
  const rows = await listChanges(ctx.db, {
    personId: row.id,
    after: afterKey(cursor, ['bigint', 'bigint', 'uuid']),
    limit,
  })
  const page = pageOf(rows, limit, { key: (change) => change.key, item: (change) => change })
  return { page, fields: await readFields(ctx.db.pool) }
}

function nobody(id: string): AppError {
  return new AppError('not.found', `There is no person ${id}`)
}
