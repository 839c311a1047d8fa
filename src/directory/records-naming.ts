import type { ClientBase } from 'pg'

/** Names in lower case, and the runs whose records are looked into. */
interface Sought {
  readonly names: readonly string[]
  readonly runs: readonly string[]
}

/** A record as a run keeps it. */
interface Kept {
  readonly run_id: string
  readonly vendor_id: string
}

/**
 * The records of runs that have one of some names as a whole value, in what became of them or in what the vendor sent. Asked
 * without temporary tables and subqueries, so that PostgreSQL may read with several processes: each text is read to its end.
 */
export async function recordsNaming(client: ClientBase, { names, runs }: Sought): Promise<readonly Kept[]> {
  // Letters of ASCII are made lower without regard to languages, which takes half the time.
  const text = names.every(isAscii) ? `lower(raw collate "C")` : 'lower(raw)'
  const { rows } = await client.query<Kept>(
    `select run_id, vendor_id from staged
      where run_id = any($1) and (lower("row"->>'owner') = any($2) or ${text} like any($3))
      union all
     select run_id, vendor_id from outcome where run_id = any($1) and ${text} like any($3)`,
    [runs, names, names.map(holding)],
  )
  return rows
}

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length

/** The pattern of JSON in which a text is a whole value. */
const holding = (text: string): string => `%${JSON.stringify(text).replace(/[\\%_]/g, '\\$&')}%`
