import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faultShelf } from '../../simulators/planhat/faults/shelf.ts'
import { digestOf, directoryLines, keepDirectory, type Line, type Restore } from './directory.ts'
import { type Expected, type Position, type Verdict, verdicts } from './fault-verdicts.ts'
import { launch, newStory, type Run, type Story } from './story.ts'

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
const positions: readonly Position[] = ['first', 'middle', 'last']

let story: Story
let integrationId: string
let restore: Restore
let before: readonly Line[]
let after: readonly Line[]

beforeAll(async () => {
  story = await newStory({
    simulated: { users: known },
    pageSize: 10,
    start: Date.now(),
    haste: 1000,
    timeouts: { headers: 600, idle: 600, page: 600 },
  })
  integrationId = (await launch(story)).id
  before = await directoryLines(story.world)
  restore = await keepDirectory(story.world)
  story.simulator.mutate(renamed)
  expect((await story.run(integrationId, 'apply')).ledger).toMatchObject({ updated: 29, created: 1 })
  after = await directoryLines(story.world)
})
afterAll(() => story.close())
afterEach(async () => {
  story.simulator.reset()
  await restore()
})

it('every fault of the simulated vendor has its verdict', () => {
  const variants = (shelf: Readonly<Record<string, object>>) =>
    Object.entries(shelf)
      .flatMap(([id, names]) => Object.keys(names).map((name) => `${id} ${name}`))
      .sort()
  const faults = Object.fromEntries(Object.entries(faultShelf).map(([id, fault]) => [id, fault.variants]))
  expect(variants(verdicts)).toEqual(variants(faults))
})

const cases = Object.entries(verdicts).flatMap(([id, variants]) =>
  Object.entries(variants).map(([variant, expected]) => [id, variant, expected] as const),
)

describe('a fault that strikes once', () => {
  const everywhere = cases.flatMap(([id, variant, expected]) =>
    positions.map((position) => [id, variant, position, expected] as const),
  )
  it.each(everywhere)('%s %s at the %s page', async (id, variant, position, expected) => {
    const run = await runUnder({ id, variant, position, expected, times: 1 })
    await expectVerdict(run, 'kind' in expected.once ? expected.once : expected.once[position], position)
  })
})

describe('a fault that stays', () => {
  const lasting = cases.flatMap(([id, variant, expected]) =>
    expected.always ? [[id, variant, expected, expected.always] as const] : [],
  )
  it.each(lasting)('%s %s at the middle page', async (id, variant, expected, verdict) => {
    const run = await runUnder({ id, variant, position: 'middle', expected, times: 1e9 })
    await expectVerdict(run, verdict, 'middle')
  })
})

interface Setting {
  readonly id: string
  readonly variant: string
  readonly position: Position
  readonly expected: Expected
  readonly times: number
}

/** Everybody is renamed and one is new at the vendor; then the list is read while the fault strikes. */
function runUnder({ id, variant, position, expected, times }: Setting): Promise<Run> {
  story.simulator.mutate(renamed)
  // The keys of the table are the ids of faults; the test above compares them.
  const order = { id: id as `F${number}`, variant, on: { position }, times }
  story.simulator.setFaults([expected.with ? { ...order, with: expected.with } : order])
  return story.run(integrationId, 'apply')
}

async function expectVerdict(run: Run, verdict: Verdict, position: Position): Promise<void> {
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
      return expectOldOrNew(lines, verdict.users)
    case 'record':
    case 'taken':
      return expectStruck(run, verdict, { lines, struck: users[positions.indexOf(position) * 10]?._id })
  }
}

interface Result {
  readonly lines: readonly Line[]
  /** The vendor id of the record that the fault struck. */
  readonly struck: string | undefined
}

/** The struck record is as its verdict says, everybody else as the vendor's list says. */
async function expectStruck(
  run: Run,
  verdict: Extract<Verdict, { kind: 'record' | 'taken' }>,
  { lines, struck }: Result,
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
function expectOldOrNew(lines: readonly Line[], missed: number | undefined): void {
  const [old, fresh] = [before, after].map((all) => new Set(all.map((line) => JSON.stringify(line))))
  const isNew = (line: Line) => fresh?.has(JSON.stringify(line)) === true
  expect(lines.filter((line) => !isNew(line) && !old?.has(JSON.stringify(line)))).toEqual([])
  expect(lines.length).toBeGreaterThanOrEqual(before.length)
  if (missed !== undefined) expect(after.length - lines.filter(isNew).length).toBe(missed)
}
