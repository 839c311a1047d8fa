import type { Pool } from 'pg'
import type { JsonObject } from '../lib/value.ts'

/** What is kept of the record of an outcome. */
export interface KeptRecord {
  /** 'vendor id', or the key of the sync key that found the person; null: nobody was found, or nobody was looked for. */
  readonly found_by: string | null
  /** JSON text, in which there may be what jsonb refuses. Null: nothing is kept of it any more, or never was. */
  readonly raw: string | null
  /** The run in which it was sent, where the list of this one says nothing of it. */
  readonly earlier_run_id: string | null
  /** What the mapping made of it; null: it could not, or was not asked to. */
  readonly row: JsonObject | null
}

/** Which outcome of which run, and whose record it is. */
interface Wanted {
  readonly runId: string
  readonly number: number
  readonly sourceId: string
  readonly vendorId: string
}

/**
 * The record that an outcome is of: what was sent in that run, or, for one that its list does not have or that was not
 * taken, what its source last said.
 */
export async function readRecord(
  pool: Pick<Pool, 'query'>,
  { runId, number, sourceId, vendorId }: Wanted,
): Promise<KeptRecord> {
  const { rows } = await pool.query<KeptRecord>(
    `select o.found_by, nullif(coalesce(s.raw, o.raw, last.raw), '') as raw,
            case when s.raw is null and o.raw is null then last.run_id end as earlier_run_id,
            case when s.raw is not null then s."row" || coalesce(s.keys, '{}') || coalesce(s.volatile, '{}')
                 when o.raw is null then last."row" end as "row"
       from (values (1)) one (record)
       left join outcome o on o.run_id = $1 and o.number = $2
       left join staged s on s.run_id = $1 and s.number = $2
       left join source_record r on s.number is null and r.source_id = $3 and r.vendor_id = $4
       left join staged last on last.run_id = r.run_id and last.number = r.number`,
    [runId, number, sourceId, vendorId],
  )
  return rows[0] ?? { found_by: null, raw: null, earlier_run_id: null, row: null }
}
