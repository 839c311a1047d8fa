import type { ClientBase, Pool } from 'pg'
import { fieldOf } from './field.ts'
import { fieldIdSql } from './sql.ts'

/** Sources that speak first of a field, by its id, the first first; none: they speak as they were launched. */
export type SourceOrders = Readonly<Record<string, readonly string[]>>

/** In whose name runs change the order of sources: they are of no integration, and it never says anything itself. */
export const orderSource = '00000000-0000-7000-8000-000000000002'

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** The orders of those fields whose sources do not speak in the usual one. */
export async function readSourceOrders(db: Queryable): Promise<SourceOrders> {
  const { rows } = await db.query<{ id: string; sources: readonly string[] }>(
    `select ${fieldIdSql} as id, sources from field where sources <> '{}'`,
  )
  return Object.fromEntries(rows.map(({ id, sources }) => [id, sources]))
}

/** Has the sources of these fields speak in another order from now on. */
export async function keepSourceOrders(client: ClientBase, orders: SourceOrders): Promise<void> {
  for (const [id, sources] of Object.entries(orders)) {
    const { object, key } = fieldOf(id)
    await client.query('update field set sources = $3 where object = $1 and key = $2', [
      object,
      key,
      [...sources],
    ])
  }
}
