import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { byHandWith } from '../../test/directory/by-hand.ts'
import { type ListedRecord, type ListOptions, planhat } from '../../test/directory/listed.ts'
import { type Planned, planWith } from '../../test/directory/plans.ts'
import { newSource } from '../../test/directory/tables.ts'
import { inTransaction } from '../db/transaction.ts'
import type { JsonObject } from '../lib/value.ts'
import { applyPlan } from './apply.ts'
import { createField } from './catalogue.ts'
import { failures } from './outcomes.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await inTransaction(database.pool, (client) =>
    createField(client, { label: 'Badge', type: 'integer', unique: true }),
  )
})
afterAll(() => database.close())

const fields = ['username', 'email', 'badge', 'title', 'role'] as const
const orEmpty = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 6 })
const letters = ['a', 'b', 'c', 'D', 'd']

const row = fc.record(
  {
    username: orEmpty(...letters),
    email: orEmpty(...letters.map((letter) => `${letter}@muster.test`)),
    badge: orEmpty(1, 2, 3),
    title: orEmpty('x', 'y'),
    role: orEmpty('viewer'),
  },
  { requiredKeys: [] },
)
const record = fc.record({
  id: fc.constantFrom(...'12345678'),
  row: fc.oneof({ weight: 1, arbitrary: row }, { weight: 3, arbitrary: fullRow() }),
  standing: fc.constantFrom(0, 0, 0, 1, 2),
  active: fc.boolean(),
})

/** A row that could make a person. */
function fullRow() {
  return fc
    .tuple(row, fc.constantFrom(...letters), fc.constantFrom(...letters))
    .map(([others, name, mail]) => ({ ...others, username: name, email: `${mail}@muster.test` }))
}

const list = fc.record({
  records: fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 3, maxLength: 8 }),
  source: fc.constantFrom(0, 1),
  preference: fc.constantFrom(
    'create_update' as const,
    'create_update' as const,
    'create' as const,
    'update' as const,
  ),
  application: fc.constantFrom(planhat, null),
  syncKeys: fc.constantFrom(['username'], ['email', 'badge'], ['badge', 'username', 'email']),
  hand: fc.option(fc.record({ of: fc.constantFrom(...letters), title: orEmpty('h', 'x') })),
  archive: fc.integer({ min: 0, max: 9 }).map((at) => at === 0),
})

interface Person {
  readonly id: string
  readonly archived: boolean
  readonly values: JsonObject
}

async function readPeopleById(client: PoolClient): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await client.query<Person>(
    `select id, archived_at is not null as archived, to_jsonb(p) as "values" from person p`,
  )
  return new Map(rows.map((person) => [person.id, person]))
}

/** Applies a plan and lets the database check what it would check at the end of the transaction. */
async function apply(client: PoolClient, { scope }: Planned): Promise<void> {
  await applyPlan(client, scope, async () => undefined)
  await client.query('set constraints all immediate; set constraints all deferred')
}

/** Everybody's values, made anew from what the sources said, as simply as can be. */
async function expectProjection(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ object_id: string; row: JsonObject }>(
    `select r.object_id, r."row" from source_record r join source s on s.id = r.source_id
      where r.object_id is not null order by s.kind = 'hand' desc, s.launched_at, r.standing, r.vendor_id`,
  )
  for (const { id, archived, values } of (await readPeopleById(client)).values()) {
    const said = rows.filter((one) => one.object_id === id).map((one) => one.row)
    for (const field of archived ? [] : fields) {
      const claims = said.flatMap((one) => (field in one ? [one[field]] : []))
      const usual = field === 'role' ? 'employee' : null
      if (claims.length > 0) expect(values[field]).toEqual(claims.find((claim) => claim !== null) ?? usual)
    }
  }
}

/** Exactly what the plan says became of people, and history tells it. */
async function expectKept(
  client: PoolClient,
  { scope, outcomes }: Planned,
  before: ReadonlyMap<string, Person>,
): Promise<void> {
  const after = await readPeopleById(client)
  const created = outcomes.filter(({ kind }) => kind === 'created')
  expect(after.size).toBe(before.size + created.length)
  const { rows: history } = await client.query(
    `select object_id, kind, field, before, after from change where run_id = $1 and object = 'person'`,
    [scope.runId],
  )
  expect(history.filter(({ kind }) => kind === 'created')).toHaveLength(created.length)
  const told = history.filter(({ kind }) => kind === 'updated')
  expect(told.map(({ before, after }) => before === after)).not.toContain(true)
  const seen = [...before.values()].flatMap(({ id, values }) =>
    fields.flatMap((field) => {
      const now = after.get(id)?.values[field]
      return now === values[field] ? [] : [`${id} ${field} ${values[field]} ${now}`]
    }),
  )
  expect(told.map((t) => `${t.object_id} ${t.field} ${t.before} ${t.after}`).toSorted()).toEqual(
    seen.toSorted(),
  )
}

const unlinked = new Set<string>([...failures, 'no_key', 'no_match', 'exists'])

/** Whoever was found or made for a record that was taken is remembered by it. */
async function expectLinks(client: PoolClient, { scope, outcomes }: Planned): Promise<void> {
  const without = outcomes.filter(({ reason }) => unlinked.has(reason ?? '')).map(({ id }) => id)
  const { rows } = await client.query(
    `select s.vendor_id from staged s join source_record r on r.source_id = $1 and r.vendor_id = s.vendor_id
      where s.run_id = $2 and r.object_id is null and s.vendor_id <> all($3)`,
    [scope.sourceId, scope.runId, without],
  )
  expect(rows).toEqual([])
}

type Drawn = typeof list extends fc.Arbitrary<infer T> ? T : never

async function takeDrawn(client: PoolClient, sources: readonly string[], drawn: Drawn): Promise<void> {
  if (drawn.archive)
    await client.query(
      'update person set archived_at = now() where id = (select min(id::text)::uuid from person)',
    )
  if (drawn.hand) {
    const { of, title } = drawn.hand
    await byHandWith(client, [of], title === null ? { giveBack: ['title'] } : { values: { title } })
    await expectProjection(client)
  }
  const { preference, application, syncKeys } = drawn
  const options: ListOptions = { preference, application, syncKeys, source: sources[drawn.source] ?? '' }
  const records: readonly ListedRecord[] = drawn.records
  const before = await readPeopleById(client)
  const planned = await planWith(client, records, options)
  await apply(client, planned)
  await expectKept(client, planned, before)
  await expectLinks(client, planned)
  await expectProjection(client)
  const again = await planWith(client, records, options)
  const written = again.outcomes.filter(({ kind }) => kind === 'created' || kind === 'updated')
  // What failed or fitted nobody may find its place once the others have theirs.
  const isOpen = planned.outcomes.some(({ kind, reason }) => kind === 'failed' || reason === 'no_match')
  if (!isOpen) expect(written).toEqual([])
}

it('whatever comes in whatever order, a plan can be applied, does what it says, and is done then', async () => {
  const lists = fc.array(list, { minLength: 2, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(lists, async (drawn) => {
      const client = await database.pool.connect()
      try {
        await client.query('begin')
        const sources = [await newSource(client, 1), await newSource(client, 2)]
        for (const one of drawn) await takeDrawn(client, sources, one)
      } finally {
        await client.query('rollback')
        client.release()
      }
    }),
    { numRuns: 200 },
  )
}, 120_000)
