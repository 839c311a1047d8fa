import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalDirectory } from '../../../test/canonical-digest.ts'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { planhat } from '../../../test/directory/listed.ts'
import { type Planned, planUndoWith, planWith } from '../../../test/directory/plans.ts'
import { newSource } from '../../../test/directory/tables.ts'
import { applyPlan } from '../apply.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const orEmpty = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 6 })
const letters = ['a', 'b', 'c', 'D', 'd']

const record = fc.record({
  id: fc.constantFrom(...'12345678'),
  row: fc
    .tuple(
      fc.constantFrom(...letters),
      fc.constantFrom(...letters),
      fc.record(
        { title: orEmpty('x', 'y'), role: orEmpty('viewer'), phone: orEmpty('1', '2') },
        { requiredKeys: [] },
      ),
    )
    .map(([username, mail, more]) => ({ ...more, username, email: `${mail}@muster.test` })),
  standing: fc.constantFrom(0, 0, 0, 1, 2),
  active: fc.boolean(),
  role: fc.constantFrom('', 'Admin', 'User'),
})

const list = fc.record({
  records: fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 2, maxLength: 8 }),
  source: fc.constantFrom(0, 0, 1),
  preference: fc.constantFrom('create_update' as const, 'create' as const, 'update' as const),
  missing: fc.subarray([...'12345678'], { maxLength: 4 }),
  absent: fc.constantFrom('mark' as const, 'deactivate' as const, 'leave' as const),
  syncKeys: fc.constantFrom(['username'], ['email'], ['username', 'email']),
})
// What a source loads stays the same: an undo does not change that back.
const applications = fc.tuple(fc.constantFrom(planhat, null), fc.constantFrom(planhat, null))
type Applications = typeof applications extends fc.Arbitrary<infer T> ? T : never
type Drawn = typeof list extends fc.Arbitrary<infer T> ? T : never

/** Applies a plan and lets the database check what it would check at the end of the transaction. */
async function apply(client: PoolClient, planned: Planned): Promise<Planned> {
  await applyPlan(client, planned.scope, async () => undefined)
  await client.query('set constraints all immediate; set constraints all deferred')
  return planned
}

async function undoOf(client: PoolClient, undone: Planned): Promise<Planned> {
  const planned = await planUndoWith(client, undone)
  expect(planned.outcomes.map(({ kind }) => kind)).not.toContain('skipped')
  return apply(client, planned)
}

/** Somebody whom another undo archived keeps their unique values, so that whoever had one before cannot have it back. */
function wasRefused({ outcomes }: Planned): boolean {
  const problems = outcomes.flatMap((one) => (one.kind === 'failed' ? (one.problems ?? []) : []))
  if (problems.length === 0) return false
  // Whom this undo archives is in the way of nobody, unless somebody else is in theirs.
  expect(problems.every(({ message }) => message.includes('whom this plan archives'))).toBe(false)
  return true
}

async function takeAndUndo(client: PoolClient, lists: readonly Drawn[], loads: Applications): Promise<void> {
  const sources = [await newSource(client, 1), await newSource(client, 2)]
  const take = async ({ source, records, missing, ...options }: Drawn) => {
    const gone = missing.filter((id) => !records.some((record) => record.id === id))
    const of = { source: sources[source] ?? '', application: loads[source] ?? null }
    return apply(client, await planWith(client, records, { ...options, ...of, gone }))
  }
  const states = [await canonicalDirectory(client)]
  const runs: Planned[] = []
  for (const one of lists) {
    runs.push(await take(one))
    states.push(await canonicalDirectory(client))
  }
  // The last first: each undo gives back what was before its run, and its own undo what was after it.
  for (const [at, run] of [...runs.entries()].toReversed()) {
    const undone = await undoOf(client, run)
    if (wasRefused(undone)) return
    expect(await canonicalDirectory(client)).toEqual(states[at])
    const redone = await undoOf(client, undone)
    expect(await canonicalDirectory(client)).toEqual(states[at + 1])
    await undoOf(client, redone)
    expect(await canonicalDirectory(client)).toEqual(states[at])
  }
}

/** Does something to the directory and forgets it again. */
async function inVain(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await work(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

it('whatever came in whatever order, an undo gives back what was before, and its undo what was after', async () => {
  const lists = fc.array(list, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(lists, applications, (drawn, loads) =>
      inVain((client) => takeAndUndo(client, drawn, loads)),
    ),
    { numRuns: 20 },
  )
}, 120_000)

it('whoever has whose address after a run, also somebody new: its undo gives each their own again', async () => {
  const mails = fc.shuffledSubarray([...'abcdefg'], { minLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), mails, mails, (known, before, after) =>
      inVain(async (client) => {
        const source = await newSource(client, 1)
        const take = async (given: readonly string[]) => {
          const records = given.map((mail, at) => ({
            id: `${at}`,
            row: { username: `u${at}`, email: `${mail}@muster.test` },
          }))
          return apply(client, await planWith(client, records, { source }))
        }
        await take(before.slice(0, known))
        const states = [await canonicalDirectory(client)]
        const run = await take(after)
        states.push(await canonicalDirectory(client))
        const undone = await undoOf(client, run)
        expect(await canonicalDirectory(client)).toEqual(states[0])
        await undoOf(client, undone)
        expect(await canonicalDirectory(client)).toEqual(states[1])
      }),
    ),
    { numRuns: 20 },
  )
}, 60_000)
