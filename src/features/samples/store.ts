import type { Connections } from '../../db/pool.ts'
import type { Json } from '../../lib/value.ts'

/** The first records of a list, as they were when somebody looked. */
export interface Sample {
  readonly takenAt: Date
  /** The properties that the vendor was asked for beside the usual ones. */
  readonly roots: readonly string[]
  readonly records: readonly Json[]
}

/** A sample that is yet to be kept. */
export interface Taken extends Pick<Sample, 'roots' | 'records'> {
  readonly integrationId: string
}

/** The sample of an integration. It is forgotten after a week. */
export async function findSample({ pool }: Connections, integrationId: string): Promise<Sample | undefined> {
  const { rows } = await pool.query<{ taken_at: Date; roots: string[]; records: string[] }>(
    `select taken_at, roots, records from sample where integration_id = $1 and taken_at > now() - interval '7 days'`,
    [integrationId],
  )
  const [row] = rows
  // They were written from JSON.
  return (
    row && {
      takenAt: row.taken_at,
      roots: row.roots,
      records: row.records.map((text) => JSON.parse(text) as Json),
    }
  )
}

/** Whoever is being erased is known afterwards, and whoever comes next finds the sample. */
export const waitForErasure = ({ pool }: Connections) => pool.query('lock table erasure in share mode')

/** Keeps the sample of an integration instead of the one before, and drops what is older than a week of others. */
export async function keepSample(
  { pool }: Connections,
  { integrationId, roots, records }: Taken,
): Promise<void> {
  await pool.query(`delete from sample where taken_at < now() - interval '7 days'`)
  await pool.query(
    `insert into sample (integration_id, roots, records) values ($1, $2, $3)
     on conflict (integration_id) do update set taken_at = now(), roots = excluded.roots, records = excluded.records`,
    [integrationId, roots, records.map((record) => JSON.stringify(record))],
  )
}
