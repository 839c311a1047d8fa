import type { Case } from '../harness/case.ts'
import type { Blow } from '../harness/crash.ts'
import { crashCase } from '../harness/crash-case.ts'
import { newDice } from '../harness/dice.ts'
import { type Moment, momentsOf, pointOf } from '../harness/moments.ts'
import type { Site } from '../harness/site.ts'

/** The server, web and worker in one process, ends as in a power cut; its PostgreSQL lives on without it. */
export const kill9Server: Case = {
  id: 'A01',
  title: 'kill9-server',
  run: (context) =>
    crashCase(
      context,
      (site) => momentsOf(site, context.scale === 'full' ? 200 : 4, newDice(context.seed)).map(blow),
      'kills',
    ),
}

const blow = (moment: Moment): Blow => ({
  point: pointOf(moment),
  orders: 'name' in moment ? `${moment.name}:kill:${moment.nth}` : '',
  strike: async (site) => {
    await ('name' in moment ? endOfProduct(site) : pass(moment.ms))
    await site.product.kill()
    await site.restart()
    return undefined
  },
})

/** A failpoint that is not passed this time is waited for in vain: the kill comes after the run then. */
const endOfProduct = ({ product, usualMs }: Site) => Promise.race([product.ended, pass(2 * usualMs + 500)])

const pass = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
