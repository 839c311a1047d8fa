import { setTimeout as wait } from 'node:timers/promises'
import { type Connections, openConnections } from '../../src/db/pool.ts'
import type { Case, Context } from '../harness/case.ts'
import {
  addHourly,
  countDue,
  type Hours,
  hoursFromNow,
  progressOf,
  quicken,
  untilOver,
  wrongDue,
} from '../harness/hours.ts'
import { startPostgres } from '../harness/postgres.ts'
import { type Product, startProduct } from '../harness/product.ts'
import { makeProductRoot } from '../harness/product-root.ts'
import { startVendor } from '../harness/vendor.ts'

/**
 * Integrations that run every hour, two servers that both look after due times, and hours that pass in a minute;
 * every so many runs one of the servers is killed, in turns, and started again. What it had waits for the end of its
 * lease, which passes in true time. Each due time must have one run.
 */
export const dueTimes: Case = {
  id: 'A11',
  title: 'due-times',
  run: async (context) => {
    const postgres = await startPostgres()
    const vendor = await startVendor(5)
    const root = await makeProductRoot(100)
    const { schedules, hours } = sizes[context.scale]
    await quicken(postgres.url, '2026-05-04 10:00Z', pace)
    const start = (name: string) => startProduct({ root, name, allow: vendor.origin, url: postgres.url })
    const servers: Servers = { products: [await start('a'), await start('b')], start }
    const { pool } = openConnections(postgres.url, 2)
    const ids = await addHourly(servers.products[0], vendor.origin, schedules)
    const window = await hoursFromNow({ pool }, ids, hours)
    const kills = await killInTurns(servers, { pool }, { context, window })
    const counts = await countDue({ pool }, window)
    await pool.end()
    for (const product of servers.products) await product.stop()
    await vendor.close()
    await postgres.close()
    await root.remove()
    return {
      counts: { ...counts, kills },
      broken: wrongDue(counts).map((what) => ({ what, point: 'due times' })),
    }
  },
}

// An hour must be longer than the lease of a killed server (20 s) and the sleep of a scheduler (5 s): of two due times
// that pass meanwhile, one is caught up.
const pace = 60
const sizes = { full: { schedules: 100, hours: 10 }, smoke: { schedules: 10, hours: 1 } }
const killEvery = { full: 50, smoke: 5 }

interface Servers {
  readonly products: [Product, Product]
  readonly start: (name: string) => Promise<Product>
}

/** Kills a server every so many runs, until the hours are over; answers how often. */
async function killInTurns(
  { products, start }: Servers,
  db: Pick<Connections, 'pool'>,
  { context, window }: { readonly context: Context; readonly window: Hours },
): Promise<number> {
  let kills = 0
  let isOver = false
  const over = untilOver(db, window, pace).then(() => {
    isOver = true
  })
  while (!isOver) {
    const { runs } = await progressOf(db, window)
    context.progress(`${runs} runs, ${kills} kills`)
    if (runs >= (kills + 1) * killEvery[context.scale]) await killAndStart(products, kills++, start)
    else await wait(100)
  }
  await over
  return kills
}

const points = [
  'schedule.locked',
  'run.before-wake',
  'run.taken',
  'schedule.noted',
  'schedule.before-commit',
  'apply.before-commit',
] as const

/** Kills one of the servers where it notes a due time or does its run, or anywhere when it does not come to that. */
async function killAndStart(
  products: Servers['products'],
  kills: number,
  start: Servers['start'],
): Promise<void> {
  const victim = kills % 2 === 0 ? 0 : 1
  const product = products[victim]
  product.order(`${points[Math.floor(kills / 2) % points.length]}:kill:1`)
  await Promise.race([product.ended, wait(6000)])
  await product.kill()
  products[victim] = await start(product.name)
}
