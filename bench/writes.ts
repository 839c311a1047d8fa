import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'

/** Rows written by table since the statistics began. */
export type Writes = Readonly<Record<string, number>>

/** Waits for the counters, which PostgreSQL writes down up to a second late. */
export async function readWrites(pool: Pool): Promise<Writes> {
  await wait(1500)
  const { rows } = await pool.query<{ table: string; written: number }>(
    `select relname as table, n_tup_ins + n_tup_upd + n_tup_del as written from pg_stat_user_tables`,
  )
  return Object.fromEntries(rows.map((row) => [row.table, row.written]))
}

/** What was written between two readings, tables without writes left out. */
export function writtenBetween(before: Writes, after: Writes): Writes {
  const grown = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)] as const)
  return Object.fromEntries(grown.filter(([, count]) => count > 0))
}
