import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { crashCase } from '../harness/crash-case.ts'
import { newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, ordersFor, pointOf, until } from '../harness/moments.ts'

/** Asked to stop in the middle of a run, Muster ends in order and in time, and the next start finishes the run. */
export const sigterm: Case = {
  id: 'A05',
  title: 'sigterm',
  run: (context) =>
    crashCase(context, {
      word: 'stops',
      blows: (site) => momentsOf(site, context.scale === 'full' ? 50 : 2, newDice(context.seed)).map(blow),
    }),
}

const longestStop = 10_000

const blow = (moment: Moment): Blow => ({
  point: pointOf(moment),
  orders: ordersFor(moment, '50'),
  strike: async (site, struck) => {
    const { product } = site
    await until(moment, site, product.struck())
    struck()
    const begin = performance.now()
    const how = await product.stop()
    const ms = Math.round(performance.now() - begin)
    await site.restart()
    return how === 0 && ms <= longestStop ? undefined : `it stopped with ${how} after ${ms} ms`
  },
})
