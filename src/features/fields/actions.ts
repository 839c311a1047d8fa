import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { readEveryField, readFields } from '../../directory/catalogue.ts'
import { editField, orderFields } from '../../directory/edit-field.ts'
import { type Field, fieldId, fieldOf } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import type { FieldEdit } from './schema.ts'
import { integrationsWriting } from './store.ts'

/** Edits a field. Throws `not.found`, `input.invalid` and `database.locked`. */
export async function changeField(
  { db }: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof FieldEdit>,
): Promise<Field> {
  if (edit.retired) await refuseMapped(db, id)
  return inTransaction(db.pool, (client) => editField(client, id, edit))
}

/** Puts fields in another order, on the pages of people and where columns are chosen. Throws `input.invalid`. */
export async function arrangeFields({ db }: Ctx, keys: readonly string[]): Promise<readonly Field[]> {
  const known = new Set((await readEveryField(db.pool)).map(fieldId))
  const wrong = keys.findIndex((key, at) => !known.has(key) || keys.indexOf(key) < at)
  if (wrong >= 0)
    throw invalid([{ field: `keys[${wrong}]`, message: 'must be the key of a field, each of them once' }])
  await inTransaction(db.pool, (client) => orderFields(client, keys))
  return readFields(db.pool, fieldOf(keys[0] ?? '').object)
}

/** What is retired is written by nobody: an integration that maps it could not run any more. */
async function refuseMapped(db: Ctx['db'], id: string): Promise<void> {
  const names = await integrationsWriting(db, fieldOf(id))
  if (names.length === 0) return
  const message = `${names.join(', ')} ${names.length === 1 ? 'writes' : 'write'} it; take it out of the mapping first`
  throw invalid([{ field: 'retired', message }])
}
