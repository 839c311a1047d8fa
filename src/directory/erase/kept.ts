import type { ClientBase } from 'pg'
import type { JsonObject } from '../../lib/value.ts'
import { literal } from '../sql.ts'
import { columnsOf, type Personal } from './found.ts'
import { readPlaces, type Sought, whileFound } from './gather.ts'

/** Rows of tables, of each what may tell of somebody. */
export type Kept = Record<string, JsonObject[]>

/**
 * What is kept of a person beside what is shown of them: what vendors sent, what plans make of it, what was before runs. The
 * same places are read that erasing empties. Call it inside a transaction.
 */
export async function readKept(client: ClientBase, sought: Sought): Promise<Kept> {
  const places = (await readPlaces(client)).filter((place) => place.export === 'kept')
  const kept: Kept = {}
  await whileFound(client, sought, async () => {
    // Whoever only names them is not they.
    await client.query('delete from trace where not is_theirs')
    for (const place of places) {
      const { rows } = await client.query<{ row: JsonObject }>(readingSql(place))
      if (rows.length > 0) kept[place.table] = [...(kept[place.table] ?? []), ...rows.map(({ row }) => row)]
    }
  })
  return kept
}

function readingSql(place: Personal): string {
  const { table } = place
  const { from, where } = place.found(table)
  const told = columnsOf(place).map(literal).join(', ')
  return `select distinct (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(${table})) where key in (${told}) and value <> 'null') as row
            from ${from === undefined ? table : `${table}, ${from}`} where ${where}`
}
