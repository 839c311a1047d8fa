import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Integration, launch, newStory, type Story } from '../../../test/runs/story.ts'
import type { ClaimsAnswer } from '../claims/schema.ts'
import type { SaasUserDetailAnswer } from '../saas-users/schema.ts'

type Claims = z.output<typeof ClaimsAnswer>
type Detail = z.output<typeof SaasUserDetailAnswer>

const [ada, bob] = [
  {
    _id: '64a000000000000000000001',
    email: 'ada@example.com',
    firstName: 'Ada',
    roles: ['CSM'],
    inactive: false,
  },
  {
    _id: '64a000000000000000000002',
    email: 'bob@example.com',
    firstName: 'Bob',
    roles: ['CSM'],
    inactive: false,
  },
] as const

let story: Story
let first: Integration
let second: Integration
let id: string
let personId: string
beforeAll(async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  first = await launch(story, { name: 'First' })
  story.simulator.mutate({ set: [{ id: ada._id, patch: { roles: ['Manager'], inactive: true } }] })
  second = await launch(story, { name: 'Second' })
  const { body } = await story.world.get<{ items: Detail[] }>('/api/saas-users?search=ada')
  id = body.items[0]?.id ?? ''
  personId = body.items[0]?.personId ?? ''
})
afterAll(() => story.close())

const why = async (field: string, caller: Pick<Story['world'], 'get'> = story.world): Promise<Claims> =>
  (await caller.get<Claims>(`/api/saas-users/${id}/claims/${field}`)).body
const told = ({ claims }: Claims) =>
  claims.map(({ integrationName, value, isWinner, reason }) => [integrationName, value, isWinner, reason])

describe('why a value of a SaaS user is here', () => {
  it('is whoever was loaded last, with field, record, credential and run; and who said otherwise before', async () => {
    const role = await why('role')
    expect(role).toMatchObject({
      value: 'Manager',
      label: 'Role',
      lastChange: { before: 'CSM', after: 'Manager' },
    })
    expect(told(role)).toEqual([
      ['Second', 'Manager', true, null],
      ['First', 'CSM', false, 'loaded-before'],
    ])
    expect(role.claims[0]).toMatchObject({
      credentialName: 'Second',
      vendorId: ada._id,
      vendorField: { label: 'Role', path: expect.stringContaining('roles') },
      raw: 'Manager',
      mappingVersion: second.revision,
      runId: role.lastChange?.runId,
    })
    expect(role.claims[1]?.reasonText).toContain('Second was loaded after it')
    expect(told(await why('active'))).toEqual([
      ['Second', false, true, null],
      ['First', true, false, 'loaded-before'],
    ])
  })

  it('tells what was never changed from the run that made it', async () => {
    expect((await why('label')).lastChange).toMatchObject({
      kind: 'created',
      after: ada.email,
      runId: expect.stringMatching(/^run_/),
      actor: 'test owner',
    })
  })

  it('of its person is whoever was launched first and found them, unless a hand said otherwise', async () => {
    expect(told(await why('person'))).toEqual([
      ['First', personId, true, null],
      ['Second', personId, false, 'launched-later'],
    ])
    expect((await why('person')).claims[1]).toMatchObject({
      vendorField: { label: 'Found by Email' },
      raw: ada.email,
    })
    const accountsOnly = story.world.as('saas-users:read')
    expect((await why('person', accountsOnly)).claims[1]).not.toHaveProperty('raw')
    await story.world.patch(`/api/saas-users/${id}`, { personId: null })
    const person = await why('person')
    expect(told(person)).toEqual([
      [null, null, true, null],
      ['First', personId, false, 'hand'],
      ['Second', personId, false, 'hand'],
    ])
    expect(person.lastChange).toMatchObject({ before: personId, after: null, actor: 'test owner' })
    await story.world.patch(`/api/saas-users/${id}`, { giveBack: true })
    const source = { integrationId: first.id, integrationName: 'First' }
    expect((await why('person')).lastChange).toMatchObject({ after: personId, givenBackTo: source })
  })

  it('of its state is whoever lists it; when it was seen last is told beside', async () => {
    expect((await why('state')).value).toBe('Inactive')
    const { body } = await story.world.get<Detail>(`/api/saas-users/${id}`)
    expect(Date.parse(body.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(body.createdAt))
    story.simulator.mutate({ remove: [ada._id] })
    await story.run(first.id, 'apply')
    expect(told(await why('state'))).toEqual([
      ['Second', 'Inactive', true, null],
      ['First', 'Gone at the vendor', false, 'over'],
    ])
  })

  it('shows nothing that is hidden, and knows no other fields', async () => {
    const { world } = story
    const get = world.get
    expect((await get(`/api/saas-users/${id}/claims/vendor_id`)).status).toBe(404)
    const nameless = world.seeing({ hiddenFields: ['email'] })
    expect((await nameless.get(`/api/saas-users/${id}/claims/label`)).status).toBe(404)
    expect((await why('role', nameless)).claims[0]).not.toHaveProperty('raw')
    expect((await why('role', world.as('saas-users:read'))).claims[0]?.credentialName).toBeNull()
    const nobody = world.seeing({ filter: { field: 'username', anyOf: ['x'] } })
    expect((await nobody.get(`/api/saas-users/${id}/claims/role`)).status).toBe(404)
    expect((await world.as('people:read').get(`/api/saas-users/${id}/claims/role`)).status).toBe(403)
  })

  it('is gone as whoever saw it go last says, though its integration was deleted since', async () => {
    await story.run(second.id, 'apply')
    await story.remove(first.id)
    await story.remove(second.id)
    const state = await why('state')
    expect(state.value).toBe('Gone at the vendor')
    expect(state.claims.map(({ value, isWinner }) => [value, isWinner])).toEqual([
      ['Gone at the vendor', true],
      ['Gone at the vendor', false],
    ])
  })
})
