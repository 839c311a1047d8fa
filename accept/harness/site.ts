import type { Pool } from 'pg'
import { openConnections } from '../../src/db/pool.ts'
import { type Act, loads, newestRun } from './act.ts'
import type { Context } from './case.ts'
import { addIntegration, launch } from './customer.ts'
import { digestOf, historyMark, linesOf } from './digest.ts'
import { type Product, startProduct } from './product.ts'
import { makeProductRoot } from './product-root.ts'
import { changeSets, type State, startVendor, type Vendor } from './vendor.ts'

/** A Muster with a launched integration whose vendor changes between three states, and what must come of each. */
export interface Site {
  readonly vendor: Vendor
  readonly integrationId: string
  readonly pool: Pool
  /** Those that run, on one database; others after a restart. */
  readonly products: readonly Product[]
  /** The first of them that has not ended. */
  readonly product: Product
  /** What is done here over and over. */
  act: Act
  /** The state that the directory shows. */
  state: State
  /** What the directory and the history of the run that led there must be, by state. */
  readonly expected: Map<State, Expected>
  /** How many pages the vendor's list has. */
  readonly pages: number
  /** How long it takes undisturbed. */
  usualMs: number
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
  const first = await start('a')
  const integrationId = await addIntegration(first.client, vendor.origin)
  vendor.stand(0)
  await launch(first.client, integrationId)
  // An orderly end keeps what Node compiled, for all that are killed; and what is reached from here on, every run reaches.
  await first.stop()
  const product = await start('a')
  const products = [product]
  const { pool } = openConnections(product.url, 3)
  const site: Site = {
    vendor,
    integrationId,
    pool,
    products,
    get product() {
      return products.find((each) => !each.hasEnded()) ?? product
    },
    act: loads,
    state: 0,
    expected: new Map(),
    pages: Math.floor(users / page),
    usualMs: 0,
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
  // The second time there are no newcomers that were never seen.
  await learn(site, 2 * changeSets)
  if (servers === 2) products.push(await start('b'))
  return site
}

/** Goes on so many times undisturbed, and keeps what comes of it. */
export async function learn(site: Site, turns: number): Promise<void> {
  const { act, pool, vendor, product, integrationId } = site
  const customer = { client: product.client, integrationId }
  for (let turn = 0; turn < turns; turn++) {
    site.state = act.next(site.state)
    vendor.stand(site.state)
    const mark = await historyMark(pool)
    const last = (await newestRun(customer))?.id
    const begin = performance.now()
    const run = await act.perform(customer, last)
    site.usualMs = performance.now() - begin
    if (run.state !== 'succeeded')
      throw new Error(`an undisturbed run ended as ${run.state}: ${run.fault?.message}`)
    site.expected.set(site.state, { digest: await digestOf(pool, mark), lines: await linesOf(pool, mark) })
  }
}
