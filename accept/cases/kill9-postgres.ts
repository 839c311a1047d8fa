import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { crashCase } from '../harness/crash-case.ts'
import { patiently } from '../harness/customer.ts'
import { type Dice, newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, ordersFor, pass, pointOf, until } from '../harness/moments.ts'
import { childrenOf, kill9, postmasterOf } from '../harness/postgres-processes.ts'
import type { Site } from '../harness/site.ts'

/**
 * PostgreSQL ends as in a power cut: all of it, upon which Muster ends and is started again, or one
 * of its backends, upon which PostgreSQL throws everybody out and Muster has to go on by itself.
 */
export const kill9Postgres: Case = {
  id: 'A03',
  title: 'kill9-postgres',
  run: (context) => {
    const dice = newDice(context.seed)
    return crashCase(context, {
      word: 'kills',
      blows: (site) =>
        // Drawn, not in turns, so that every shard has both, however many there are.
        momentsOf(site, context.scale === 'full' ? 200 : 4, dice).map((moment) =>
          dice.next() < 0.5 ? killAll(moment) : killBackend(moment, dice),
        ),
    })
  },
}

const killAll = (moment: Moment): Blow => ({
  point: `all of PostgreSQL, ${pointOf(moment)}`,
  orders: ordersFor(moment, '100'),
  strike: async (site, struck) => {
    const { product } = site
    const postmaster = postmasterOf(product.folder)
    await until(moment, site, product.struck())
    const children = childrenOf(postmaster)
    struck()
    for (const pid of [postmaster, ...children.map((child) => child.pid)]) kill9(pid)
    const ended = await Promise.race([product.ended, pass(15_000)])
    if (ended === undefined) await product.kill()
    await site.restart()
    return ended === undefined ? 'Muster did not end after its PostgreSQL' : undefined
  },
})

const killBackend = (moment: Moment, dice: Dice): Blow => ({
  point: `one backend, ${pointOf(moment)}`,
  orders: ordersFor(moment, '100'),
  strike: async (site, struck) => {
    const { product } = site
    await until(moment, site, product.struck())
    const [first, ...rest] = backendsOf(site)
    if (first === undefined) return undefined
    struck()
    kill9(dice.pick([first, ...rest]))
    await patiently(() => product.client.runs.list({ limit: 1 })).catch(() => undefined)
    if (!product.hasEnded()) return undefined
    await site.restart()
    return 'Muster ended with one backend'
  },
})

const backendsOf = ({ product }: Site) =>
  childrenOf(postmasterOf(product.folder))
    .filter(({ title }) => title.includes('muster postgres'))
    .map(({ pid }) => pid)
