import type { Run } from '../../test/runs/story.ts'
import { openTemplate } from '../../test/template.ts'
import {
  type BrakeStage,
  deactivated,
  openBrakeStage,
  runUnattended,
  type Standing,
  standingOf,
} from '../harness/brake-stage.ts'
import { type Breakage, type Case, type Context, shareOf } from '../harness/case.ts'
import { type Scenario, scenarios } from './brake-scenarios.ts'

/**
 * Fourteen ways in which a list goes wrong, for directories of three sizes, as the first run of an integration that
 * finds people there and as a later one. Nobody looks at any plan: whoever was active must still be, and no
 * administrator may be changed or made. A plan that was held is then released under the digest of another.
 */
export const brakes: Case = {
  id: 'A17',
  title: 'brakes',
  run: async (context) => {
    const { template, close } = await openTemplate()
    const found: Found[] = []
    for (const size of context.scale === 'full' ? [10, 100, 10_000] : [10]) {
      const stage = await openBrakeStage(size, template)
      await stage.reset()
      for (const scenario of shareOf(scenarios, context.shard))
        found.push(...(await both(stage, scenario, context)))
      await stage.story.close()
    }
    await close()
    const sum = (count: (one: Found) => number) => found.reduce((all, one) => all + count(one), 0)
    return {
      counts: {
        scenarios: found.length,
        deactivated_without_approval: sum((one) => one.deactivated),
        privileged_changed: sum((one) => one.privileged),
        held: sum((one) => one.held),
        stale_releases: sum((one) => one.staleReleases),
      },
      broken: found.flatMap((one) => one.broken),
    }
  },
}

interface Found {
  readonly deactivated: number
  readonly privileged: number
  readonly held: number
  readonly staleReleases: number
  readonly broken: readonly Breakage[]
}

async function both(stage: BrakeStage, scenario: Scenario, { progress }: Context): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const when of ['first', 'later'] as const) {
    const point = `${scenario.title}, ${stage.size} people, ${when} run`
    progress(point)
    const play = when === 'first' ? playFirst : playLater
    found.push(await tryScenario(stage, scenario, { point, play }))
    await stage.reset()
  }
  return found
}

interface Play {
  readonly point: string
  readonly play: (stage: BrakeStage, scenario: Scenario) => Promise<readonly (Run | undefined)[]>
}

async function tryScenario(stage: BrakeStage, scenario: Scenario, { point, play }: Play): Promise<Found> {
  const { pool } = stage.story.world.ctx.db
  const before = await standingOf(pool)
  const runs = await play(stage, scenario)
  const after = await standingOf(pool)
  const allowed =
    Math.max(3, Math.floor((scenario.mostShare ?? 0) * before.active.size)) * Number('mostShare' in scenario)
  const count = Math.max(0, deactivated(before, after) - allowed)
  const isChanged = changedAdministrators(before, after)
  const staleReleases = await releaseStale(stage, runs.at(-1))
  const whats = [
    ...(count === 0 ? [] : [`${count} more were deactivated than may be`]),
    ...(isChanged ? ['an administrator was changed or made'] : []),
    ...(staleReleases === 0 ? [] : ['a plan was released under the digest of another']),
  ]
  return {
    deactivated: count,
    privileged: Number(isChanged),
    held: runs.filter((run) => run?.state === 'held').length,
    staleReleases,
    broken: whats.map((what) => ({ what, point })),
  }
}

const changedAdministrators = (before: Standing, after: Standing): boolean =>
  before.administrator !== after.administrator || before.administrators !== after.administrators

/** An integration that never ran: what is asked to be applied at once is refused, and its plan waits. */
async function playFirst(stage: BrakeStage, scenario: Scenario): Promise<readonly (Run | undefined)[]> {
  await scenario.prepare(stage, 1)
  const fresh = await stage.addFresh()
  const refused = await runUnattended(stage, fresh)
  return [refused, await stage.story.run(fresh.id, 'plan')]
}

async function playLater(stage: BrakeStage, scenario: Scenario): Promise<readonly (Run | undefined)[]> {
  const runs: (Run | undefined)[] = []
  for (let turn = 1; turn <= (scenario.turns ?? 1); turn++) {
    await scenario.prepare(stage, turn)
    runs.push(await runUnattended(stage, stage.known))
  }
  return runs
}

/** Tries to release a held plan by a digest that is not its own; answers how often that was taken. */
async function releaseStale({ story }: BrakeStage, run: Run | undefined): Promise<number> {
  if (run?.state !== 'held') return 0
  const { status } = await story.world.post(`/api/runs/${run.id}/release`, { digest: 'f'.repeat(64) })
  return Number(status < 400)
}
