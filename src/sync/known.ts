import type { ClientBase } from 'pg'
import { textArray } from './text-array.ts'

/** What is known of the records of a page, by their indexes; the rest a source says again word for word. */
export interface Known {
  /** Said for the first time or in other words, or said again after it was gone. */
  readonly changed: ReadonlySet<number>
  /** Said again word for word, and still without a key to find or make somebody by: told by name in every run. */
  readonly keyless: ReadonlySet<number>
}

/** Records of a page: vendor ids, and the raw hashes in the same order. */
interface PageRecords {
  readonly ids: readonly string[]
  readonly hashes: readonly string[]
}

/** Compares the records of a page with what their source said before. */
export type Compare = (records: PageRecords) => Promise<Known>

/** Makes the comparison of a source; where that never said anything, everything is new. */
export async function comparer(client: ClientBase, sourceId: string): Promise<Compare> {
  const { rowCount } = await client.query('select from source_record where source_id = $1 limit 1', [
    sourceId,
  ])
  if (rowCount === 0) return async ({ ids }) => ({ changed: new Set(ids.keys()), keyless: new Set() })
  return (records) => compareWithKnown(client, sourceId, records)
}

async function compareWithKnown(client: ClientBase, sourceId: string, records: PageRecords): Promise<Known> {
  // Two texts: on a first load a row for each record would cost more than the question.
  const { rows } = await client.query<{ changed: string | null; keyless: string | null }>({
    name: 'compare-with-known',
    text: `select string_agg(at, ',') filter (where differs) as changed, string_agg(at, ',') filter (where not differs) as keyless
             from (select (i.at - 1)::text as at, r.object_id,
                          r.raw_hash is distinct from i.hash or r.gone_at is not null as differs
                     from unnest($2::text[], $3::uuid[]) with ordinality as i (vendor_id, hash, at)
                     left join source_record r on r.source_id = $1 and r.vendor_id = i.vendor_id) compared
            where differs or object_id is null`,
    values: [sourceId, textArray(records.ids), textArray(records.hashes)],
  })
  return { changed: indexes(rows[0]?.changed), keyless: indexes(rows[0]?.keyless) }
}

const indexes = (text: string | null | undefined): ReadonlySet<number> =>
  new Set(text ? text.split(',').map(Number) : [])

/** Which of these vendor ids came on an earlier page of the run. */
export async function findSeen(
  client: ClientBase,
  runId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    'select distinct id from run_page, unnest(seen) id where run_id = $1 and id = any($2)',
    [runId, ids],
  )
  return new Set(rows.map((row) => row.id))
}
