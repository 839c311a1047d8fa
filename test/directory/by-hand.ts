import type { ClientBase, Pool } from 'pg'
import { inTransaction } from '../../src/db/transaction.ts'
import { readFields } from '../../src/directory/catalogue.ts'
import { editByHand } from '../../src/directory/edit-by-hand.ts'
import type { Refused } from '../../src/directory/hand-plan.ts'
import type { HandEdit } from '../../src/directory/hand-source.ts'

/** What a hand does to somebody, by username. */
export interface ByHand {
  readonly values?: HandEdit['values']
  readonly giveBack?: readonly string[]
  readonly act?: HandEdit['act']
}

/** Edits people by hand; answers who is refused and why. */
export const byHand = (pool: Pool, usernames: readonly string[], edit: ByHand): Promise<readonly Refused[]> =>
  inTransaction(pool, (client) => byHandWith(client, usernames, edit))

/** `byHand` within a transaction of the test. */
export async function byHandWith(
  client: ClientBase,
  usernames: readonly string[],
  { values = {}, giveBack = [], act = 'updated' }: ByHand,
): Promise<readonly Refused[]> {
  const keys = [...Object.keys(values), ...giveBack]
  const fields = await readFields(client)
  const { rows } = await client.query<{ id: string }>('select id from person where username = any($1)', [
    usernames,
  ])
  return editByHand(client, {
    object: 'person',
    ids: rows.map(({ id }) => id),
    written: fields.filter(({ key }) => keys.includes(key)),
    values,
    givenBack: giveBack,
    act,
    actor: 'hand',
  })
}
