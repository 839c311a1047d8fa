import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/lib/value.ts'
import { directoryLines } from './directory.ts'
import {
  addIntegration,
  type Integration,
  launch,
  newStory,
  type Outcome,
  type Run,
  type Story,
  usualMapping,
} from './story.ts'

const id = (place: number) => `6500000000000000000000${String(place).padStart(2, '0')}`
const good = (place: number, more: JsonObject = {}) => ({
  _id: id(place),
  email: `good.${place}@example.com`,
  firstName: `First${place}`,
  lastName: `Last${place}`,
  nickName: `Nick${place}`,
  inactive: false,
  ...more,
})
const neighbours = [good(1), good(3)]

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users: neighbours } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

interface Loaded {
  readonly run: Run
  readonly bad: Outcome | undefined
}

/** Loads a list in which this one stands between two good ones, who always go through. */
async function loadWith(bad: JsonObject & { _id: string }, more: Partial<Integration> = {}): Promise<Loaded> {
  story.simulator.mutate({ add: [bad] })
  const integration = await addIntegration(story, more)
  const plan = await story.run(integration.id, 'plan')
  const run = await story.release(plan.id)
  const outcomes = await story.outcomes(run.id)
  const others = outcomes.filter(({ vendorId }) => vendorId === id(1) || vendorId === id(3))
  expect(others.map(({ kind }) => kind)).toEqual(['created', 'created'])
  return { run, bad: outcomes.find((outcome) => !others.includes(outcome)) }
}

const nested = (levels: number): JsonObject => {
  let value: JsonObject = { end: true }
  for (let level = 0; level < levels; level++) value = { down: value }
  return value
}

describe('a record that cannot be taken fails by name, and everybody else goes through', () => {
  it.each<[string, JsonObject & { _id: string }, string, RegExp]>([
    ['a name of 64 KB', good(2, { firstName: 'x'.repeat(65_536) }), 'First name', /65536 characters/],
    [
      'a name of more than 64 KB',
      good(2, { firstName: 'x'.repeat(70_000) }),
      'Record',
      /more than 64 KiB of text/,
    ],
    [
      'a name that is an object',
      good(2, { firstName: { first: 'A' } }),
      'First name',
      /needs a text, not an object/,
    ],
    ['an e-mail that is a number', good(2, { email: 42 }), 'Email', /no e-mail address/],
    ['an e-mail that is none', good(2, { email: 'nobody' }), 'Email', /no e-mail address/],
    ['a flag that is neither', good(2, { inactive: 'perhaps' }), 'Active', /needs true or false/],
    [
      'nesting of 7,000 levels',
      good(2, { custom: nested(7000) }),
      'Record',
      /nested more than 64 levels deep/,
    ],
    ['an id with a NUL', { ...good(2), _id: 'a\0b' }, 'Record', /characters that cannot be shown/],
    [
      'an id with half a surrogate pair',
      { ...good(2), _id: 'a\ud800b' },
      'Record',
      /characters that cannot be shown/,
    ],
    ['an id of blanks', { ...good(2), _id: '  ' }, 'Record', /has no _id/],
    ['an id of 300 characters', { ...good(2), _id: 'z'.repeat(300) }, 'Record', /more than 256 characters/],
  ])('%s', async (_, record, field, message) => {
    const { run, bad } = await loadWith(record)
    expect(run).toMatchObject({
      state: 'succeeded_with_failures',
      ledger: { read: 3, created: 2, failed: 1 },
    })
    expect(bad?.kind).toBe('failed')
    expect(bad?.problems.map((problem) => problem.field)).toContain(field)
    expect(bad?.problems.map((problem) => problem.message).join()).toMatch(message)
  })

  it('a number too large for its field', async () => {
    await story.world.post('/api/fields', { label: 'Version', type: 'integer' })
    const version = { target: 'version', source: { kind: 'field', field: 'version' } } as const
    const mapping = { ...usualMapping, entries: [...usualMapping.entries, version] }
    const { bad } = await loadWith(good(2, { __v: 1e300 }), { mapping })
    expect(bad).toMatchObject({ kind: 'failed', problems: [{ field: 'Version' }] })
  })

  it('several problems of one record are told together', async () => {
    const { bad } = await loadWith(good(2, { email: 'nobody', inactive: 'perhaps', firstName: ['a'] }))
    expect(bad?.problems.map(({ field }) => field)).toEqual(expect.arrayContaining(['Email', 'Active']))
  })
})

describe('what is merely odd is taken', () => {
  it.each<[string, JsonObject, object]>([
    ['a NUL in a name', { lastName: 'Null\0Byte' }, { lastName: 'NullByte' }],
    ['a NUL in a role', { roles: [{ name: 'Odd\0Role' }] }, { role: 'OddRole' }],
    ['half a surrogate pair in a name', { lastName: 'a\ud800b' }, { lastName: 'a\ufffdb' }],
    ['half a surrogate pair in a role', { roles: [{ name: 'a\udc00b' }] }, { role: 'a\ufffdb' }],
    [
      'a NUL and a surrogate in what is not mapped',
      { custom: { 'a\0': '\ud800', '\udfff': 1 } },
      { lastName: 'Last2' },
    ],
    ['a formula', { lastName: '=1+1' }, { lastName: '=1+1' }],
    ['tabs, line breaks and backslashes', { nickName: 'a\\N\tb\nc\\.' }, { displayName: 'a\\N\tb\nc\\.' }],
  ])('%s', async (_, more, line) => {
    const { run } = await loadWith(good(2, more))
    expect(run).toMatchObject({ state: 'succeeded', ledger: { created: 3 } })
    const lines = await directoryLines(story.world)
    expect(lines.find(({ vendorId }) => vendorId === id(2))).toMatchObject(line)
  })

  it('properties named __proto__ and constructor change no object of ours', async () => {
    // An object literal would set the prototype instead.
    const custom: JsonObject = JSON.parse(
      '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
    )
    const title = { target: 'title', source: { kind: 'custom', expression: 'custom.isAdmin' } } as const
    const mapping = { ...usualMapping, entries: [...usualMapping.entries, title] }
    const { run } = await loadWith(good(2, { custom }), { mapping })
    expect(run.ledger.created).toBe(3)
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    const { rows } = await story.world.ctx.db.pool.query('select title from person where title is not null')
    expect(rows).toEqual([])
  })
})

describe('people who meet', () => {
  it('two accounts of one e-mail in one list become one person with two accounts', async () => {
    const { run, bad } = await loadWith(good(2, { email: ' GOOD.1@example.com' }))
    expect(run.ledger).toMatchObject({ created: 2, skipped: 1 })
    expect(bad).toMatchObject({ kind: 'skipped', reason: 'same_object' })
    const { rows } = await story.world.ctx.db.pool.query('select person_id from saas_user')
    expect(new Set(rows.map((row) => row.person_id)).size).toBe(2)
  })

  it('keys that point to two people fail by name', async () => {
    const username = { target: 'username', source: { kind: 'field', field: 'nickname' } } as const
    const mapping = {
      entries: usualMapping.entries.map((entry) => (entry.target === 'username' ? username : entry)),
      syncKeys: [
        { field: 'username', update: true },
        { field: 'email', update: true },
      ],
    }
    const { id: integrationId } = await launch(story, { mapping })
    story.simulator.mutate({ add: [good(2, { nickName: 'Nick1', email: 'good.3@example.com' })] })
    const run = await story.run(integrationId, 'apply')
    const [failed] = await story.outcomes(run.id, 'failed')
    expect(failed).toMatchObject({ vendorId: id(2), reason: 'keys_disagree', personId: null })
    expect(run.ledger).toMatchObject({ failed: 1, unchanged: 2 })
  })

  it('a unique value that somebody else has fails its record alone', async () => {
    await story.world.post('/api/fields', { label: 'Badge', type: 'text', unique: true })
    const badge = { target: 'badge', source: { kind: 'field', field: 'externalId' } } as const
    const mapping = { ...usualMapping, entries: [...usualMapping.entries, badge] }
    story.simulator.mutate({ set: [{ id: id(1), patch: { externalId: 'B-1' } }] })
    const { run, bad } = await loadWith(good(2, { externalId: 'B-1' }), { mapping })
    expect(bad).toMatchObject({ kind: 'failed', reason: 'taken', problems: [{ field: 'Badge' }] })
    expect(run.progress).toMatchObject({ staged: 3, toApply: 2, applied: 2 })
  })

  it('who has such a value is told only to those who see everybody and every name', async () => {
    await story.world.post('/api/fields', { label: 'Tag', type: 'text', unique: true })
    const tag = { target: 'tag', source: { kind: 'field', field: 'externalId' } } as const
    const mapping = { ...usualMapping, entries: [...usualMapping.entries, tag] }
    story.simulator.mutate({ set: [{ id: id(1), patch: { externalId: 'B-1' } }] })
    const { id: integrationId } = await launch(story, { mapping })
    story.simulator.mutate({ set: [{ id: id(3), patch: { externalId: 'B-1' } }] })
    const { id: runId } = await story.run(integrationId, 'apply')
    const told = async (caller: Pick<Story['world'], 'get'>) =>
      (await caller.get<{ items: Outcome[] }>(`/api/runs/${runId}/outcomes?kind=failed`)).body.items
    const [failed] = await told(story.world)
    expect(failed?.problems).toEqual([
      { field: 'Tag', message: expect.stringContaining('belongs to good.1@') },
    ])
    for (const limits of [
      { filter: { field: 'username', anyOf: ['good.3@example.com'] } },
      { hiddenFields: ['username'] },
    ]) {
      const some = await told(story.world.seeing(limits))
      expect(some).toMatchObject([{ vendorId: id(3), reason: 'taken' }])
      expect(JSON.stringify(some)).not.toContain('good.1@')
    }
  })

  it('nobody is let in as an administrator by a mapping', async () => {
    const made = await story.world.post<{ problems: readonly { field: string }[] }>('/api/integrations', {
      connector: 'planhat',
      load: 'users',
      mapping: {
        entries: [{ target: 'role', source: { kind: 'constant', value: 'Administrator' } }],
        syncKeys: [],
      },
    })
    expect([made.status, made.body.problems.map(({ field }) => field)]).toEqual([422, ['mapping.entries[0]']])
    const role = { target: 'role', source: { kind: 'field', field: 'type' } } as const
    const entries = usualMapping.entries.map((entry) => (entry.target === 'role' ? role : entry))
    story.simulator.mutate({ set: neighbours.map(({ _id }) => ({ id: _id, patch: { type: 'Viewer' } })) })
    const { bad } = await loadWith(good(2, { type: 'Administrator' }), {
      mapping: { ...usualMapping, entries },
    })
    expect(bad).toMatchObject({ kind: 'failed', problems: [{ field: 'Role' }] })
  })
})
