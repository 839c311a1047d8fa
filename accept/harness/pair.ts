import type { Context, Findings } from './case.ts'
import { type CrashPlan, crashCase } from './crash-case.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import type { Product } from './product.ts'
import { openSite, type Site } from './site.ts'

/** Like `crashCase`, with two servers on one PostgreSQL that both do runs; a site that is given up leaves its own behind. */
export async function pairCase(context: Context, plan: Omit<CrashPlan, 'open'>): Promise<Findings> {
  const started: Postgres[] = []
  const open: CrashPlan['open'] = async (its) => {
    const postgres = await startPostgres()
    started.push(postgres)
    return openSite(its, { url: postgres.url, servers: 2 })
  }
  try {
    return await crashCase(context, { ...plan, open })
  } finally {
    for (const { close } of started) await close()
  }
}

/** What tells who of several took the run. */
export const tellTaken = 'run.taken:tell:1'

/** The server that took the run, once one has. */
export const holderOf = ({ products }: Site): Promise<Product> =>
  Promise.race(products.map((each) => each.struck().then(() => each)))

/**
 * Lets the time of a lease pass: nobody renews it any more, and the next look finds it run out. A holder that stopped
 * in a transaction has the row locked; when it is free, the lease of whoever took the run up by then is left alone.
 */
export async function ageLeases({ pool }: Site): Promise<void> {
  await pool.query(
    `update run set lease_until = now() from (select id, fence from run where lease_until is not null) held
      where run.id = held.id and run.fence = held.fence`,
  )
}
