import type { Breakage, Context, Findings } from './case.ts'
import { shareOf } from './case.ts'
import { type Blow, disturbedRun, type Outcome, recover } from './crash.ts'
import { openSite, type Site } from './site.ts'

/** What a case does to its site. */
export interface CrashPlan {
  readonly blows: (site: Site) => readonly Blow[]
  /** What a blow is called where they are counted. */
  readonly word: string
  /** Opens another site than the usual one. */
  readonly open?: (context: Context) => Promise<Site>
}

/** Strikes one run after the other on one site, and adds up what came of them. */
export async function crashCase(
  context: Context,
  { blows: blowsFor, word, open = openSite }: CrashPlan,
): Promise<Findings> {
  let site = await open(context)
  const blows = shareOf(blowsFor(site), context.shard)
  const outcomes: Outcome[] = []
  const broken: Breakage[] = []
  for (const [place, blow] of blows.entries()) {
    context.progress(`${place + 1} of ${blows.length}: ${blow.point}`)
    const outcome = await disturbedRun(site, blow).catch((error: unknown) => unfinished(blow, error))
    outcomes.push(outcome)
    if (outcome.broken.length === 0) continue
    const isWell = !site.product.hasEnded() && (await recover(site).catch(() => false))
    broken.push(...outcome.broken.map((each) => (isWell ? each : { ...each, folder: site.product.folder })))
    if (isWell) continue
    await site.close(true)
    site = await open(context)
  }
  await site.close(false)
  return { counts: countsOf(outcomes, word), broken }
}

/** What came of a blow that could not be judged; its site is given up when it cannot be brought back either. */
function unfinished({ point }: Blow, error: unknown): Outcome {
  const broken = [{ point, what: `the suite could not go on: ${error}` }]
  return { lost: 0, doubled: 0, partial: 0, looks: 0, faults: 0, resumeMs: 0, resumed: false, broken }
}

function countsOf(outcomes: readonly Outcome[], word: string): Findings['counts'] {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((all, each) => all + count(each), 0)
  return {
    [word]: outcomes.length,
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    partial: sum(({ partial }) => partial),
    looks: sum(({ looks }) => looks),
    http_500: sum(({ faults }) => faults),
    digest_equal: sum(({ lost, doubled }) => Number(lost + doubled === 0)),
    resumed: sum(({ resumed }) => Number(resumed)),
    max_resume_ms: Math.round(Math.max(0, ...outcomes.map(({ resumeMs }) => resumeMs))),
  }
}
