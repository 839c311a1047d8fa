import { expect } from 'vitest'
import type { FaultOrder } from '../../simulators/planhat/faults/arm.ts'
import type { Template } from '../template.ts'
import { digestOf, directoryLines, keepDirectory, type Line } from './directory.ts'
import type { Position, Verdict } from './fault-verdicts.ts'
import { launch, newStory, type Run, type Story } from './story.ts'

/** A directory of 29 people whose vendor renamed them all and has one more, on pages of ten: to be read under faults. */
export interface FaultStage {
  readonly story: Story
  /** Reads and applies the list while these faults strike. */
  readUnder(orders: readonly FaultOrder[]): Promise<Run>
  /** Throws unless the run ended as it must, and the directory is what that means. */
  expectVerdict(run: Run, verdict: Verdict, position: Position): Promise<void>
  /** Back to the beginning, for the next fault. */
  reset(): Promise<void>
}

export const positions: readonly Position[] = ['first', 'middle', 'last']

const user = (place: number) => ({
  _id: `50000000000000000000${String(place).padStart(4, '0')}`,
  email: `user.${place}@example.com`,
  firstName: `First${place}`,
  lastName: 'Old',
  nickName: `Nick${place}`,
  inactive: false,
  tzOffset: 1,
})
const users = Array.from({ length: 30 }, (_, place) => user(place))
const known = users.slice(0, 29)
const renamed = { set: known.map(({ _id }) => ({ id: _id, patch: { lastName: 'New' } })), add: [user(29)] }

/** How the stage is reached: outside a test run it needs a template; a proxy may stand between it and the vendor. */
export interface FaultStageOptions {
  readonly template?: Template
  readonly between?: (origin: string) => Promise<string>
}

/** Builds the stage; the story is to be closed by its owner. */
export async function openFaultStage({ template, between }: FaultStageOptions = {}): Promise<FaultStage> {
  const story = await newStory({
    simulated: { users: known },
    pageSize: 10,
    start: Date.now(),
    haste: 1000,
    timeouts: { headers: 600, idle: 600, page: 600 },
    ...(template ? { template } : {}),
    ...(between ? { between } : {}),
  })
  const { simulator, world } = story
  const integrationId = (await launch(story)).id
  const before = await directoryLines(world)
  const restore = await keepDirectory(world)
  simulator.mutate(renamed)
  expect((await story.run(integrationId, 'apply')).ledger).toMatchObject({ updated: 29, created: 1 })
  const stands = { story, before, after: await directoryLines(world) }
  const reset = async () => {
    simulator.reset()
    await restore()
  }
  await reset()
  return {
    story,
    readUnder: (orders) => {
      simulator.mutate(renamed)
      simulator.setFaults(orders)
      return story.run(integrationId, 'apply')
    },
    expectVerdict: (run, verdict, position) => expectVerdict(stands, run, { verdict, position }),
    reset,
  }
}

interface Stands {
  readonly story: Story
  readonly before: readonly Line[]
  readonly after: readonly Line[]
}

interface Wanted {
  readonly verdict: Verdict
  readonly position: Position
}

async function expectVerdict(stands: Stands, run: Run, { verdict, position }: Wanted): Promise<void> {
  const { story, before, after } = stands
  const lines = await directoryLines(story.world)
  const { read, created, updated, unchanged, skipped, failed, held } = run.ledger
  expect(read).toBe(created + updated + unchanged + skipped + failed + held)
  switch (verdict.kind) {
    case 'whole':
      expect(run).toMatchObject({ state: 'succeeded', fault: null })
      expect(run.ledger).toMatchObject({
        skipped: verdict.skipped === 'some' ? expect.any(Number) : (verdict.skipped ?? 0),
        created: 1 + (verdict.created ?? 0),
      })
      return expect(digestOf(lines.slice(0, 30))).toBe(digestOf(after))
    case 'fails':
      expect(run).toMatchObject({ state: 'failed', fault: { code: verdict.code } })
      return expect(digestOf(lines)).toBe(digestOf(before))
    case 'misses':
      expect(run.state).toBe('succeeded')
      return expectOldOrNew(stands, lines, verdict.users)
    case 'record':
    case 'taken':
      return expectStruck(stands, run, {
        verdict,
        lines,
        struck: users[positions.indexOf(position) * 10]?._id,
      })
  }
}

interface Result {
  readonly verdict: Extract<Verdict, { kind: 'record' | 'taken' }>
  readonly lines: readonly Line[]
  /** The vendor id of the record that the fault struck. */
  readonly struck: string | undefined
}

/** The struck record is as its verdict says, everybody else as the vendor's list says. */
async function expectStruck(
  { story, before, after }: Stands,
  run: Run,
  { verdict, lines, struck }: Result,
): Promise<void> {
  const one = (all: readonly Line[]) => all.find(({ vendorId }) => vendorId === struck)
  const others = (all: readonly Line[]) => all.filter(({ vendorId }) => vendorId !== struck)
  expect(digestOf(others(lines))).toBe(digestOf(others(after)))
  const failed = await story.outcomes(run.id, 'failed')
  const problems = failed.flatMap((outcome) => outcome.problems.map(({ message }) => message))
  if (verdict.kind === 'taken') {
    expect([run.state, problems]).toEqual(['succeeded', []])
    return expect(one(lines)).toMatchObject(verdict.tells)
  }
  expect([run.state, problems]).toEqual(['succeeded_with_failures', [expect.stringMatching(verdict.problem)]])
  expect(one(lines)).toEqual(one(before))
}

/** Nobody is anything but what he was or what the vendor's list says, and nobody is gone. */
function expectOldOrNew({ before, after }: Stands, lines: readonly Line[], missed: number): void {
  const [old, fresh] = [before, after].map((all) => new Set(all.map((line) => JSON.stringify(line))))
  const isNew = (line: Line) => fresh?.has(JSON.stringify(line)) === true
  expect(lines.filter((line) => !isNew(line) && !old?.has(JSON.stringify(line)))).toEqual([])
  expect(lines.length).toBeGreaterThanOrEqual(before.length)
  expect(after.length - lines.filter(isNew).length).toBe(missed)
}
