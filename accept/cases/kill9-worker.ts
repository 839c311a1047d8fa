import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, ordersFor, pass, pointOf, until } from '../harness/moments.ts'
import { ageLeases, holderOf, pairCase, tellTaken } from '../harness/pair.ts'

/**
 * Of two servers on one PostgreSQL, the one that does the run is killed and the other takes over. Web and worker
 * are one process, so it is a server each time. Every 25th time the lease runs out by itself; else its time is
 * taken off in the database.
 */
export const kill9Worker: Case = {
  id: 'A02',
  title: 'kill9-worker',
  run: (context) =>
    pairCase(context, {
      word: 'kills',
      blows: (site) =>
        momentsOf(site, context.scale === 'full' ? 200 : 2, newDice(context.seed)).map((moment, place) =>
          blow(moment, context.scale === 'full' && place % 25 === 0),
        ),
    }),
}

const blow = (moment: Moment, isPatient: boolean): Blow => ({
  point: `${pointOf(moment)}${isPatient ? ', waiting for the lease' : ''}`,
  orders: [tellTaken, ordersFor(moment, 'kill')].filter(Boolean).join(','),
  strike: async (site, struck) => {
    const ended = Promise.race(site.products.map((each) => each.ended))
    const holder = await Promise.race([holderOf(site), ended.then(() => undefined), pass(5000)])
    await until(moment, site, ended)
    const victim = site.products.find((each) => each.hasEnded()) ?? holder ?? site.product
    // The other one must not stumble over the same order.
    site.order('')
    struck()
    await victim.kill()
    if (!isPatient) await ageLeases(site)
    await site.restart()
    return undefined
  },
})
