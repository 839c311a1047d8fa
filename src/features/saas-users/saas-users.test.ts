import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type World } from '../../../test/world.ts'
import { publicId } from '../../lib/ids.ts'
import type { SaasUserAnswer } from './schema.ts'

interface Page {
  readonly items: z.output<typeof SaasUserAnswer>[]
  readonly next: string | null
}

const bob = '0198c0de-0000-7000-8000-00000000000b'

let world: World
beforeAll(async () => {
  world = await newWorld()
  await world.ctx.db.pool.query(`
    insert into person (id, username, email, first_name, last_name) values ('${bob}', 'bob', 'b@example.com', 'Bob', null);
    with app as (insert into saas_application (vendor) values ('planhat'), ('other') returning id, vendor)
    insert into saas_user (id, application_id, vendor_id, person_id, label, role, active)
      select ('0198c0de-0000-7000-8000-00000000000' || n)::uuid, app.id, 'v' || n, person_id::uuid, 'label ' || n, 'CSM', active
        from (values (1, 'planhat', '${bob}', true), (2, 'planhat', null, false), (3, 'other', null, null)) v (n, vendor, person_id, active)
        join app using (vendor);
  `)
})
afterAll(() => world.close())

const list = async (query = '') => (await world.get<Page>(`/api/saas-users${query}`)).body
const ids = ({ items }: Page) => items.map(({ vendorId }) => vendorId)

describe('the list of SaaS users', () => {
  it('says whose each one is, and of what', async () => {
    const { items } = await list()
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^usr_/),
      application: { vendor: 'planhat', instance: '' },
      vendorId: 'v1',
      label: 'label 1',
      role: 'CSM',
      active: true,
      goneAt: null,
      outOfScopeAt: null,
      unmaintainedAt: null,
      personId: publicId('per', bob),
      personName: 'Bob',
    })
    expect(items[1]).toMatchObject({ active: false, personId: null, personName: null })
    expect(items[2]?.active).toBeNull()
  })

  it.each([
    ['', ['v1', 'v2', 'v3']],
    ['?application=planhat', ['v1', 'v2']],
    ['?application=nobody', []],
    ['?unmatched=true', ['v2', 'v3']],
    ['?unmatched=false', ['v1']],
    ['?search=BEL+2', ['v2']],
    ['?search=bob', ['v1']],
    ['?search=_', []],
    ['?unmatched=true&application=planhat', ['v2']],
  ])('with "%s" has %j', async (query, found) => {
    expect(ids(await list(query))).toEqual(found)
  })

  it('comes piece by piece', async () => {
    const first = await list('?limit=2')
    const rest = await list(`?limit=2&cursor=${first.next}`)
    expect([ids(first), ids(rest), rest.next]).toEqual([['v1', 'v2'], ['v3'], null])
  })

  it.each(['made-up', Buffer.from('["x"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses a cursor that is none of ours: %s',
    async (cursor) => {
      expect((await world.get(`/api/saas-users?cursor=${cursor}`)).status).toBe(422)
    },
  )
})

it('gives the accounts of one application', async () => {
  const { body } = await world.get<{ items: { id: string }[] }>('/api/saas-applications')
  expect(ids(await list(`?applicationId=${body.items[1]?.id}`))).toEqual(['v1', 'v2'])
})
