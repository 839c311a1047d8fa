import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { settled } from '../harness/customer.ts'
import { newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, ordersFor, pass, pointOf } from '../harness/moments.ts'
import { ageLeases, pairCase } from '../harness/pair.ts'
import type { Product } from '../harness/product.ts'
import type { Site } from '../harness/site.ts'

/**
 * The server that does a run is stopped (SIGSTOP) for longer than its lease; the other one finishes the run; then
 * the first goes on where it stood. Whatever it still writes must be refused: the comparison comes after that.
 */
export const stoppedHolder: Case = {
  id: 'A12',
  title: 'stopped-holder',
  run: (context) =>
    pairCase(context, {
      word: 'stops',
      blows: (site) =>
        momentsOf(site, 4 * (context.scale === 'full' ? 100 : 2), newDice(context.seed))
          .filter(isWhileHeld)
          .slice(0, context.scale === 'full' ? 100 : 2)
          .map(blow),
    }),
}

// Before it is taken and after it is over nobody holds the run.
const notHeld = /^run\.(queued|before-wake|before-launch)$|^apply\.committed$/
const isWhileHeld = (moment: Moment) => 'name' in moment && !notHeld.test(moment.name)

const blow = (moment: Moment): Blow => ({
  point: pointOf(moment),
  orders: ordersFor(moment, 'stop'),
  strike: async (site, struck) => {
    const stopped = await stoppedOf(site)
    struck()
    site.order('')
    if (!stopped) return undefined
    await ageLeases(site)
    const over = await overWithout(site, stopped)
    const before = await runRow(site)
    stopped.send('SIGCONT')
    await pass(site.usualMs + 500)
    if (stopped.hasEnded()) await site.restart()
    const after = await runRow(site)
    if (!over) return 'the other server did not finish the run'
    return before === after ? undefined : `a write of the stopped holder was taken: ${before} became ${after}`
  },
})

/** The server that stopped at the failpoint; none when it was not passed. */
const stoppedOf = (site: Site): Promise<Product | undefined> =>
  Promise.race([
    ...site.products.map((each) => each.struck().then(() => each)),
    pass(2 * site.usualMs + 3000).then(() => undefined),
  ])

async function overWithout({ products, integrationId }: Site, stopped: Product): Promise<boolean> {
  const other = products.find((each) => each !== stopped)
  if (!other) return false
  const [newest] = (await other.client.runs.list({ integrationId, limit: 1 })).items
  return newest !== undefined && (await settled(other.client, newest.id)).state === 'succeeded'
}

async function runRow({ pool }: Site): Promise<string> {
  const { rows } = await pool.query<{ told: string }>(
    `select concat_ws(' ', id, state, fence, finished_at, digest) as told from run order by id desc limit 1`,
  )
  return rows[0]?.told ?? ''
}
