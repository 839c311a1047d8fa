import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Refusal } from '../world.ts'
import { momentOf, writtenSince } from './directory.ts'
import { addCredential, type Integration, newStory, type Run, type Story } from './story.ts'

interface List<T> {
  readonly items: readonly T[]
}
interface Person {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
}
interface Account {
  readonly vendorId: string
  readonly role: string | null
  readonly active: boolean | null
  readonly personId: string | null
}
interface Proposals {
  readonly proposals: readonly { readonly target: string; readonly reason: string }[]
  readonly integration: Integration
}

const users = [
  {
    _id: '64a0000000000000000000a1',
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Byron',
    nickName: 'Ada',
    inactive: false,
    roles: ['000000000000000000000000'],
  },
  {
    _id: '64a0000000000000000000a2',
    email: 'bo@example.com',
    firstName: 'Bo',
    lastName: 'Ek',
    nickName: 'Bo',
    inactive: true,
    roles: [],
  },
  { _id: '64a0000000000000000000a3', email: null, firstName: 'Robot', nickName: 'robot' },
]

let story: Story
let integration: Integration

beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 2 })
})
afterAll(() => story.close())

const path = (rest = '') => `/api/integrations/${integration.id}${rest}`

it('a credential and a load make a draft that says what it lacks', async () => {
  const { world } = story
  const credential = await addCredential(story)
  const made = await world.post<Integration>('/api/integrations', {
    connector: 'planhat',
    load: 'users',
    credentialId: credential.id,
  })
  integration = made.body
  expect([made.status, integration.state]).toEqual([201, 'draft'])
  expect(integration.missing.map(({ field }) => field)).toEqual(['username', 'email', 'role', 'syncKeys'])
  const { status, body } = await world.post<Refusal>(path('/runs'), { mode: 'plan' })
  expect([status, body.code]).toEqual([409, 'integration.draft'])
  expect(body.problems?.map(({ field }) => field)).toEqual(['username', 'email', 'role', 'syncKeys'])
  expect(body.detail).toContain('Map Email: nobody can be created without it.')
})

it('Smart Mapping fills in what is clear, and finds the vendor’s id once there is a field for it', async () => {
  const { world } = story
  const smart = () => world.post<Proposals>(path('/smart-mapping'), { accept: true })
  const first = await smart()
  expect(first.body.proposals.map(({ target }) => target).sort()).toEqual([
    'display_name',
    'email',
    'first_name',
    'last_name',
    'username',
  ])
  const field = await world.post<{ key: string }>('/api/fields', {
    label: 'Planhat User ID',
    type: 'text',
    unique: true,
  })
  expect([field.status, field.body.key]).toEqual([201, 'planhat_user_id'])
  const second = await smart()
  expect(second.body.proposals.map(({ target }) => target)).toEqual(['planhat_user_id'])
  expect(second.body.integration.mapping.entries).toHaveLength(6)
})

it('a role and a sync key make it complete', async () => {
  const { mapping } = (await story.world.get<Integration>(path())).body
  const role = { target: 'role', source: { kind: 'constant', value: 'Employee' } }
  const { status, body } = await story.world.patch<Integration>(path(), {
    mapping: {
      ...mapping,
      entries: [...mapping.entries, role],
      syncKeys: [
        { field: 'planhat_user_id', update: true },
        { field: 'email', update: true },
      ],
    },
  })
  expect([status, body.missing, body.state]).toEqual([200, [], 'draft'])
})

it('the first run must be looked at', async () => {
  const { status, body } = await story.world.post<Refusal>(path('/runs'), { mode: 'apply' })
  expect([status, body.code]).toEqual([409, 'integration.draft'])
  expect(body.detail).toContain('looked at')
})

it('a plan changes nothing and shows everything', async () => {
  const plan = await story.run(integration.id, 'plan')
  expect(plan).toMatchObject({
    state: 'previewed',
    fault: null,
    ledger: { read: 3, created: 2, failed: 1, updated: 0, unchanged: 0, skipped: 0, held: 0 },
  })
  const outcomes = await story.outcomes(plan.id)
  expect(outcomes.map(({ kind, label }) => [kind, label])).toEqual([
    ['created', 'ada@example.com'],
    ['created', 'bo@example.com'],
    ['failed', 'robot'],
  ])
  expect(outcomes[2]?.problems.map(({ field }) => field)).toEqual(['Username', 'Email'])
  expect(await people()).toEqual([])
  expect((await story.world.get<Integration>(path())).body.state).toBe('draft')
})

it('applying the plan makes people, their accounts and one row of history each', async () => {
  const { body } = await story.world.get<List<Run>>('/api/runs')
  const run = await story.release(body.items[0]?.id ?? '')
  expect(run).toMatchObject({ state: 'succeeded_with_failures', ledger: { created: 2, failed: 1 } })
  expect((await people()).map(({ values }) => values)).toMatchObject([
    {
      username: 'ada@example.com',
      first_name: 'Ada',
      last_name: 'Byron',
      role: 'Employee',
      planhat_user_id: '64a0000000000000000000a1',
    },
    { username: 'bo@example.com', first_name: 'Bo', planhat_user_id: '64a0000000000000000000a2' },
  ])
  const accounts = (await story.world.get<List<Account>>('/api/saas-users')).body.items
  const told = accounts.map(({ vendorId, role, active, personId }) => [
    vendorId.slice(-2),
    role,
    active,
    personId !== null,
  ])
  // Before PostgreSQL 18, ids of one millisecond are in no order.
  expect(told.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
    ['a1', 'Administrator', true, true],
    ['a2', null, false, true],
    ['a3', null, null, false],
  ])
  const [ada] = await people()
  const history = (
    await story.world.get<List<{ object: string; kind: string; runId: string }>>(
      `/api/people/${ada?.id}/changes`,
    )
  ).body.items
  expect(history.map(({ object, kind, runId }) => [object, kind, runId === run.id])).toEqual(
    expect.arrayContaining([['person', 'created', true]]),
  )
  const after = (await story.world.get<Integration>(path())).body
  expect([after.state, after.launchedAt === null]).toEqual(['active', false])
})

it('a second run of the same list changes nothing and writes next to nothing', async () => {
  await story.run(integration.id, 'apply')
  const before = await momentOf(story.world)
  const run = await story.run(integration.id, 'apply')
  // The record that failed is looked at again: what it lacks may be here by now.
  expect(run).toMatchObject({
    state: 'succeeded_with_failures',
    ledger: { read: 3, unchanged: 2, failed: 1 },
  })
  const written = await writtenSince(story.world, before)
  expect(Object.keys(written)).not.toEqual(expect.arrayContaining(['person']))
  expect(written).toEqual({
    act: 2,
    act_head: 1,
    credential: 1,
    directory_state: 1,
    integration: 1,
    outcome: 1,
    run: 1,
    run_page: 2,
    staged: 1,
  })
})

async function people(): Promise<readonly Person[]> {
  return (await story.world.get<List<Person>>('/api/people')).body.items
}
