import type { ClientBase, Pool } from 'pg'
import { type Field, fieldId, fieldOf } from './field.ts'
import { recordOrder } from './speaker.ts'
import { fieldIdSql, literal } from './sql.ts'

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

/** Of which fields of one object something is said, and the SQL that tells the key of one. */
interface Said {
  readonly fields: readonly Pick<Field, 'object' | 'key'>[]
  readonly key: string
}

/**
 * SQL: which of several records (`said`, by `source`) of one object speaks first of a field: what a hand says, then the
 * sources in the order of the field, then the others as they were launched. What tells of what was (`said.is_over`, or the
 * source has ended) speaks only where nothing else does.
 */
export function speaksFirst(orders: SourceOrders, { fields, key }: Said): string {
  const places = fields.flatMap((field) => {
    const sources = orders[fieldId(field)] ?? []
    if (sources.length === 0) return []
    return `when ${literal(field.key)} then array_position(array[${sources.map(literal).join(', ')}]::uuid[], said.source_id)`
  })
  const place = places.length === 0 ? '' : `case ${key} ${places.join(' ')} end, `
  const object = fields[0]?.object ?? 'person'
  return `source.kind = 'hand' desc nulls last, said.is_over or source.ended_at is not null, ${place}source.launched_at nulls last, said.source_id, ${recordOrder(object, 'said.')}`
}
