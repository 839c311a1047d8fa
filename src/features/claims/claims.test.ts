import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  type Integration,
  launch,
  mapped,
  newStory,
  type Story,
  usualMapping,
} from '../../../test/runs/story.ts'
import type { ClaimsAnswer } from './schema.ts'

type Claims = z.output<typeof ClaimsAnswer>

const user = {
  _id: '64a000000000000000000001',
  email: 'ada@example.com',
  firstName: ' Ada ',
  lastName: 'Lovelace',
  nickName: 'Countess',
}

let story: Story
let first: Integration
let person: string
beforeAll(async () => {
  story = await newStory({ simulated: { users: [user] } })
  first = await launch(story, { name: 'First' })
  await launch(story, {
    name: 'Second',
    selection: 'user',
    mapping: mapped(
      { ...first, mapping: { ...usualMapping, customFields: {} } },
      { target: 'last_name', source: { kind: 'field', field: 'nickname' } },
    ),
  })
  const { body } = await story.world.get<{ items: { id: string }[] }>('/api/people')
  person = body.items[0]?.id ?? ''
})
afterAll(() => story.close())

const why = async (field: string, caller: Pick<Story['world'], 'get'> = story.world): Promise<Claims> =>
  (await caller.get<Claims>(`/api/people/${person}/claims/${field}`)).body

describe('why is this value here', () => {
  it('names who speaks, from which field of which record, what was sent and by which run', async () => {
    const { value, claims, lastChange } = await why('first_name')
    expect(value).toBe('Ada')
    expect(claims[0]).toMatchObject({
      source: 'integration',
      integrationName: 'First',
      credentialName: 'First',
      vendorId: user._id,
      vendorField: { label: 'First Name', path: 'firstName | trim' },
      raw: 'Ada',
      value: 'Ada',
      isWinner: true,
      reason: null,
      mappingVersion: first.revision,
      runId: expect.stringMatching(/^run_/),
    })
    expect(lastChange).toMatchObject({ after: 'Ada', runId: claims[0]?.runId, actor: 'test owner' })
  })

  it('names whoever says otherwise, and why it is not that', async () => {
    const { value, claims } = await why('last_name')
    expect(value).toBe('Lovelace')
    expect(
      claims.map(({ integrationName, value: said, isWinner, reason }) => [
        integrationName,
        said,
        isWinner,
        reason,
      ]),
    ).toEqual([
      ['First', 'Lovelace', true, null],
      ['Second', 'Countess', false, 'source-order'],
    ])
    expect(claims[1]?.reasonText).toBe('First comes before it in the order of sources')
  })

  it('says so of a constant, and of a field that nobody says anything of', async () => {
    expect((await why('role')).claims[0]).toMatchObject({
      vendorField: { label: 'Always the same', path: null },
      value: 'Employee',
    })
    expect(await why('title')).toMatchObject({ value: null, claims: [], lastChange: null })
  })

  it('shows nothing that is hidden: no such field, nothing that a vendor sent, no credential', async () => {
    const { world } = story
    const some = world.seeing({ hiddenFields: ['first_name'] })
    expect((await some.get(`/api/people/${person}/claims/first_name`)).status).toBe(404)
    expect((await why('last_name', some)).claims[0]).not.toHaveProperty('raw')
    expect((await why('last_name', world.as('people:read'))).claims[0]?.credentialName).toBeNull()
    const nobody = world.seeing({ filter: { field: 'title', anyOf: ['x'] } })
    expect((await nobody.get(`/api/people/${person}/claims/last_name`)).status).toBe(404)
  })
})
