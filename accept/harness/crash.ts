import type { Breakage } from './case.ts'
import { patiently, settled } from './customer.ts'
import { difference, digestOf, historyMark, linesOf } from './digest.ts'
import { watchApi, watchDirectory } from './readers.ts'
import type { Site } from './site.ts'
import { after } from './vendor.ts'

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
  const next = after(site.state)
  const should = site.expected.get(next) ?? { digest: '', lines: [] }
  site.vendor.stand(next)
  const mark = await patiently(() => historyMark(site.pool))
  const before = await digestOf(site.pool, mark)
  const readers = watchDirectory(site.pool, { mark, before, after: should.digest })
  const callers = watchApi(site)
  const last = await newestRun(site)
  site.order(blow.orders)
  const asked = site.product.client.integrations.run(site.integrationId, 'apply').catch(() => undefined)
  let struckAt = performance.now()
  const wrong = await blow.strike(site, () => {
    struckAt = performance.now()
  })
  await asked
  const run = await finished(site, last)
  const resumeMs = performance.now() - struckAt
  const { looks, partial } = await readers.stop()
  const faults = await callers.stop()
  const { lost, doubled } = difference(await patiently(() => linesOf(site.pool, mark)), should.lines)
  site.state = next
  const whats = [
    ...(wrong === undefined ? [] : [wrong]),
    ...(run.state === 'succeeded' ? [] : [`the run ended as ${run.state}: ${run.fault?.message ?? ''}`]),
    ...(resumeMs <= 60_000 ? [] : [`it took ${Math.round(resumeMs)} ms to resume`]),
    ...(partial === 0 ? [] : [`${partial} of ${looks} looks showed neither before nor after`]),
    ...(faults === 0 ? [] : [`the API answered ${faults} times with a fault of its own`]),
    ...(lost + doubled === 0 ? [] : [`${lost} lines are lost and ${doubled} doubled`]),
  ]
  const broken = whats.map((what) => ({ what, point: blow.point }))
  return { lost, doubled, partial, looks, faults, resumeMs, resumed: run.state === 'succeeded', broken }
}

async function newestRun({ product, integrationId }: Site): Promise<string | undefined> {
  const { items } = await patiently(() => product.client.runs.list({ integrationId, limit: 1 }))
  return items[0]?.id
}

/** The run that was asked for; asked for again when nobody had heard it. */
async function finished(site: Site, last: string | undefined) {
  site.order('')
  const { client } = site.product
  const newest = await newestRun(site)
  const id =
    newest !== undefined && newest !== last
      ? newest
      : (await patiently(() => client.integrations.run(site.integrationId, 'apply'))).id
  return settled(client, id)
}

/** Brings a site whose run did not end well to where it should be; false when an ordinary run cannot. */
export async function recover(site: Site): Promise<boolean> {
  const mark = await historyMark(site.pool)
  const { client } = site.product
  const asked = await client.integrations.run(site.integrationId, 'apply').catch(() => undefined)
  const run = asked && (await settled(client, asked.id))
  if (run?.state !== 'succeeded') return false
  const { lines } = site.expected.get(site.state) ?? { lines: [] }
  const still = (line: string) => !line.startsWith('event ')
  const is = (await linesOf(site.pool, mark)).filter(still)
  const { lost, doubled } = difference(is, lines.filter(still))
  return lost + doubled === 0
}
