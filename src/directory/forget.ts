import type { Pool } from 'pg'

/** What is old enough to be forgotten: an age as SQL says it, and how many at most at once. */
export interface Forgetting {
  readonly age: string
  readonly most: number
}

/**
 * Forgets how source records were before runs that are too old to be taken back, and what the vendor said then.
 * Answers how many.
 */
export async function forgetBefore(pool: Pick<Pool, 'query'>, { age, most }: Forgetting): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `with old as (
       delete from source_before where (run_id, vendor_id) in (
         select b.run_id, b.vendor_id from source_before b join run on run.id = b.run_id
          where run.finished_at < muster_now() - $1::interval limit $2)
       returning vendor_id, (record ->> 'source_id')::uuid as source_id,
                 (record ->> 'run_id')::uuid as run_id, (record ->> 'number')::int as number),
     said as (
       delete from staged s using old
        where s.run_id = old.run_id and s.number = old.number and not exists (
          select from source_record r where r.source_id = old.source_id and r.vendor_id = old.vendor_id
             and r.run_id = old.run_id and r.number = old.number))
     select count(*) as count from old`,
    [age, most],
  )
  return rows[0]?.count ?? 0
}

/**
 * Empties what the vendor sent of accounts that are long gone; should one come back, its record is looked at again.
 * What is still listed is kept whole however old, because a changed mapping is tried on it. Answers how many.
 */
export async function forgetRawOfGone(pool: Pick<Pool, 'query'>, { age, most }: Forgetting): Promise<number> {
  const { rowCount } = await pool.query(
    `with gone as (
       select r.source_id, r.vendor_id, r.run_id, r.number
         from source_record r join staged s on s.run_id = r.run_id and s.number = r.number
        where r.gone_at < muster_now() - $1::interval and s.raw <> '' limit $2),
     looked_at_again as (
       update source_record r set raw_hash = null from gone
        where r.source_id = gone.source_id and r.vendor_id = gone.vendor_id)
     update staged s set raw = '' from gone where s.run_id = gone.run_id and s.number = gone.number`,
    [age, most],
  )
  return rowCount ?? 0
}
