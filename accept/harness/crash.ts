import type { Run } from '../../src/client/run.ts'
import { type Customer, newestRun } from './act.ts'
import type { Breakage } from './case.ts'
import { patiently } from './customer.ts'
import { difference, digestOf, historyMark, linesOf } from './digest.ts'
import { watchApi, watchDirectory } from './readers.ts'
import type { Site } from './site.ts'

/** One way to disturb a run. */
export interface Blow {
  /** What to call it in a report. */
  readonly point: string
  /** What the failpoints are told. */
  readonly orders: string
  /**
   * Strikes while the run goes on, and says the very moment; resolves once Muster serves again. Answers what was
   * wrong about it.
   */
  strike(site: Site, struck: () => void): Promise<string | undefined>
}

/** What came of one disturbed run. */
export interface Outcome {
  readonly lost: number
  readonly doubled: number
  readonly partial: number
  readonly looks: number
  /** Answers of the API that nobody expected. */
  readonly faults: number
  /** From the blow until the run was over. */
  readonly resumeMs: number
  readonly resumed: boolean
  readonly broken: readonly Breakage[]
}

/**
 * Starts a run, strikes, waits until it is over, and compares: readers must only ever see the directory as it was
 * or as the undisturbed run makes it, and in the end the latter.
 */
export async function disturbedRun(site: Site, blow: Blow): Promise<Outcome> {
  const next = site.act.next(site.state)
  const should = site.expected.get(next) ?? { digest: '', lines: [] }
  site.vendor.stand(next)
  const mark = await patiently(() => historyMark(site.pool))
  const before = await digestOf(site.pool, mark)
  const readers = watchDirectory(site.pool, { mark, before, after: should.digest })
  const callers = watchApi(site)
  const last = (await newestRun(customerOf(site)))?.id
  site.order(blow.orders)
  const asked = site.act.perform(customerOf(site), last).catch(() => undefined)
  let struckAt = performance.now()
  const wrong = await blow.strike(site, () => {
    struckAt = performance.now()
  })
  await asked
  site.order('')
  const run = await site.act.perform(customerOf(site), last)
  const resumeMs = performance.now() - struckAt
  const { looks, partial } = await readers.stop()
  const faults = await callers.stop()
  const { lost, doubled } = difference(await patiently(() => linesOf(site.pool, mark)), should.lines)
  site.state = next
  const whats = [
    ...(wrong === undefined ? [] : [wrong]),
    ...(run.state === 'succeeded' ? [] : [`the run ended as ${run.state}: ${run.fault?.message ?? ''}`]),
    ...(resumeMs <= 60_000
      ? []
      : [`it took ${Math.round(resumeMs)} ms to resume: ${timesOf(run, struckAt)}`]),
    ...(partial === 0 ? [] : [`${partial} of ${looks} looks showed neither before nor after`]),
    ...(faults === 0 ? [] : [`the API answered ${faults} times with a fault of its own`]),
    ...(lost + doubled === 0 ? [] : [`${lost} lines are lost and ${doubled} doubled`]),
  ]
  const broken = whats.map((what) => ({ what, point: blow.point }))
  return { lost, doubled, partial, looks, faults, resumeMs, resumed: run.state === 'succeeded', broken }
}

/** Where the time went, for who looks for the cause. */
const timesOf = ({ queuedAt, startedAt, plannedAt, finishedAt, timings }: Run, struck: number): string => {
  const struckAt = new Date(performance.timeOrigin + struck)
  return JSON.stringify({ struckAt, now: new Date(), queuedAt, startedAt, plannedAt, finishedAt, timings })
}

/** A customer of the server that is there. */
const customerOf = ({ product, integrationId }: Site): Customer => ({ client: product.client, integrationId })

/** Goes on to the next state undisturbed, after one that was not reached well; false when that does not lead there. */
export async function recover(site: Site): Promise<boolean> {
  const next = site.act.next(site.state)
  site.vendor.stand(next)
  const mark = await historyMark(site.pool)
  const run = await site.act.perform(customerOf(site), (await newestRun(customerOf(site)))?.id)
  if (run.state !== 'succeeded') return false
  site.state = next
  const { lines } = site.expected.get(next) ?? { lines: [] }
  const still = (line: string) => !line.startsWith('event ')
  const is = (await linesOf(site.pool, mark)).filter(still)
  const { lost, doubled } = difference(is, lines.filter(still))
  return lost + doubled === 0
}
