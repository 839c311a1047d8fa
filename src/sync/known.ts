import type { ClientBase } from 'pg'
import { textArray } from './text-array.ts'

/**
 * Which of these records a source has not said before, word for word, or says again after it was gone: their indexes.
 * One that has nobody is looked at in every run, which tells by name why.
 */
export async function findChanged(
  client: ClientBase,
  sourceId: string,
  records: { readonly ids: readonly string[]; readonly hashes: readonly string[] },
): Promise<Set<number>> {
  // One text: on a first load a row for each record would cost more than the question.
  const { rows } = await client.query<{ changed: string | null }>({
    name: 'find-changed',
    text: `select string_agg((i.at - 1)::text, ',') as changed
             from unnest($2::text[], $3::uuid[]) with ordinality as i (vendor_id, hash, at)
             left join source_record r on r.source_id = $1 and r.vendor_id = i.vendor_id
            where r.raw_hash is distinct from i.hash or r.gone_at is not null or r.person_id is null`,
    values: [sourceId, textArray(records.ids), textArray(records.hashes)],
  })
  return new Set(rows[0]?.changed?.split(',').map(Number))
}

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
