import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { editField } from '../../directory/catalogue.ts'
import type { Field } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import type { FieldEdit } from './schema.ts'
import { integrationsWriting } from './store.ts'

/** Edits a customer's field. Throws `not.found`, `input.invalid` and `database.locked`. */
export async function changeField(
  { db }: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof FieldEdit>,
): Promise<Field> {
  if (edit.retired) await refuseMapped(db, id)
  return inTransaction(db.pool, (client) => editField(client, id, edit))
}

/** What is retired is written by nobody: an integration that maps it could not run any more. */
async function refuseMapped(db: Ctx['db'], key: string): Promise<void> {
  const names = await integrationsWriting(db, key)
  if (names.length === 0) return
  const message = `${names.join(', ')} ${names.length === 1 ? 'writes' : 'write'} it; take it out of the mapping first`
  throw invalid([{ field: 'retired', message }])
}
