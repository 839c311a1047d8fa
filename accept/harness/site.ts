import type { Pool } from 'pg'
import { openConnections } from '../../src/db/pool.ts'
import type { Context } from './case.ts'
import { addIntegration, launch, settled } from './customer.ts'
import { digestOf, historyMark, linesOf } from './digest.ts'
import { type Product, startProduct } from './product.ts'
import { makeProductRoot } from './product-root.ts'
import { after, changeSets, startVendor, type Vendor } from './vendor.ts'

/** A Muster with a launched integration whose vendor changes between three states, and what must come of each. */
export interface Site {
  readonly vendor: Vendor
  readonly integrationId: string
  readonly pool: Pool
  /** Those that run, on one database; others after a restart. */
  readonly products: readonly Product[]
  /** The first of them that has not ended. */
  readonly product: Product
  /** The state that the directory shows. */
  state: 0 | 1 | 2
  /** What the directory and the history of the run that led there must be, by state. */
  readonly expected: ReadonlyMap<number, Expected>
  /** How many pages the vendor's list has. */
  readonly pages: number
  /** How long an undisturbed run takes. */
  readonly usualMs: number
  /** Tells the failpoints of all. */
  order(orders: string): void
  /** Starts those again that ended. */
  restart(): Promise<void>
  /** Ends everything; the folder stays when it is to be kept. */
  close(keep: boolean): Promise<void>
}

export interface Expected {
  readonly digest: string
  readonly lines: readonly string[]
}

const sizes = { full: { users: 5000, page: 100 }, smoke: { users: 120, page: 20 } }

export interface SiteOptions {
  /** A PostgreSQL to use instead of an embedded one. */
  readonly url?: string
  /** How many servers share it. */
  readonly servers?: 1 | 2
}

/** Builds a site: a vendor, one or two servers, a launch, and undisturbed runs. */
export async function openSite(
  { scale }: Pick<Context, 'scale'>,
  { url, servers = 1 }: SiteOptions = {},
): Promise<Site> {
  const { users, page } = sizes[scale]
  const vendor = await startVendor(users)
  const root = await makeProductRoot(page)
  const start = (name: string) => startProduct({ root, name, allow: vendor.origin, url })
  // An orderly end keeps what Node compiled, for all that are killed.
  await (await start('a')).stop()
  const product = await start('a')
  const products = [product]
  const { pool } = openConnections(product.url, 3)
  const integrationId = await addIntegration(product.client, vendor.origin)
  vendor.stand(0)
  await launch(product.client, integrationId)
  const { expected, usualMs } = await learn(product, { vendor, pool, integrationId })
  if (servers === 2) products.push(await start('b'))
  const site: Site = {
    vendor,
    integrationId,
    pool,
    products,
    get product() {
      return products.find((each) => !each.hasEnded()) ?? product
    },
    state: 0,
    expected,
    pages: Math.floor(users / page),
    usualMs,
    order: (orders) => {
      for (const each of products) each.order(orders)
    },
    restart: async () => {
      for (const [at, each] of products.entries()) if (each.hasEnded()) products[at] = await start(each.name)
    },
    close: async (keep) => {
      await pool.end()
      for (const each of products) if (!each.hasEnded()) await each.stop()
      await vendor.close()
      if (!keep) await root.remove()
    },
  }
  return site
}

/** Goes twice through the states undisturbed: the second time there are no newcomers that were never seen. */
async function learn(
  { client }: Product,
  { vendor, pool, integrationId }: Pick<Site, 'vendor' | 'pool' | 'integrationId'>,
): Promise<Pick<Site, 'expected' | 'usualMs'>> {
  const expected = new Map<number, Expected>()
  let state: 0 | 1 | 2 = 0
  let usualMs = 0
  for (let turn = 0; turn < 2 * changeSets; turn++) {
    state = after(state)
    vendor.stand(state)
    const mark = await historyMark(pool)
    const begin = performance.now()
    const run = await settled(client, (await client.integrations.run(integrationId, 'apply')).id)
    usualMs = performance.now() - begin
    if (run.state !== 'succeeded')
      throw new Error(`an undisturbed run ended as ${run.state}: ${run.fault?.message}`)
    expected.set(state, { digest: await digestOf(pool, mark), lines: await linesOf(pool, mark) })
  }
  return { expected, usualMs }
}
