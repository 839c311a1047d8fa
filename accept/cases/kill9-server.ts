import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { crashCase } from '../harness/crash-case.ts'
import { newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, ordersFor, pointOf, until } from '../harness/moments.ts'

/** The server, web and worker in one process, ends as in a power cut; its PostgreSQL lives on without it. */
export const kill9Server: Case = {
  id: 'A01',
  title: 'kill9-server',
  run: (context) =>
    crashCase(context, {
      word: 'kills',
      blows: (site) =>
        momentsOf(site, context.scale === 'full' ? 200 : 3, newDice(context.seed)).map(killServer),
    }),
}

/** The server ends at a moment, and is started again. */
export const killServer = (moment: Moment): Blow => ({
  point: pointOf(moment),
  orders: ordersFor(moment, 'kill'),
  strike: async (site, struck) => {
    const { product } = site
    await until(moment, site, product.ended)
    struck()
    await product.kill()
    await site.restart()
    return undefined
  },
})
