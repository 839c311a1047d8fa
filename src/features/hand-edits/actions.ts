import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { editByHand } from '../../directory/edit-by-hand.ts'
import type { HandEdit } from '../../directory/hand-source.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { mappableRoles } from '../integrations/store.ts'
import { findSeen, getPerson, type PersonFile, type Sight, sight } from '../people/actions.ts'
import { fieldsOf, refusal, typedValues, type Writable } from './rules.ts'
import type { PersonEdit } from './schema.ts'

/** Writes values of a person by hand, or gives fields back to the sources. Throws `not.found`, `input.invalid`, `conflict`. */
export async function editPerson(
  ctx: Ctx,
  { id, values: wanted, giveBack }: { readonly id: string } & z.output<typeof PersonEdit>,
): Promise<PersonFile> {
  const seen = await sight(ctx)
  const writable = { fields: seen.fields, roles: await givableRoles(ctx, seen) }
  const values = typedValues(wanted, writable)
  const written = fieldsOf([...Object.keys(values), ...giveBack], writable)
  return writeByHand(ctx, { id, seen }, { written, values, givenBack: giveBack, act: 'updated' })
}

/** Archives a person, or takes them back as the sources say by now. Throws `not.found` and `conflict`. */
export async function archivePerson(ctx: Ctx, id: string, act: 'archived' | 'restored'): Promise<PersonFile> {
  const whom = { id, seen: await sight(ctx) }
  return writeByHand(ctx, whom, { written: [], values: {}, givenBack: [], act })
}

async function writeByHand(
  ctx: Ctx,
  { id, seen }: { readonly id: string; readonly seen: Sight },
  edit: Omit<HandEdit, 'personIds' | 'actor'>,
): Promise<PersonFile> {
  const person = await findSeen(ctx, id, seen)
  const whole = { ...edit, personIds: [person.id], actor: ctx.actor.name }
  const [refused] = await inTransaction(ctx.db.pool, (client) => editByHand(client, whole))
  if (refused) throw refusal(refused, seen, seen.sees === undefined && seen.names)
  return getPerson(ctx, id)
}

/** A role that may write is given only by whoever may give accounts such a role. */
export async function givableRoles({ db, actor }: Ctx, { fields }: Sight): Promise<Writable['roles']> {
  if (actor.rights.has('accounts:write')) return fields.find(({ key }) => key === 'role')?.options ?? []
  return mappableRoles(db)
}
