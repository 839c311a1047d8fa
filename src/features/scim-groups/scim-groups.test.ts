import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'

interface Group {
  readonly id: string
  readonly displayName: string
  readonly members: readonly { readonly value: string }[]
}

const groups = '/api/scim/v2/Groups'
const patchOf = (...Operations: object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
})

let world: World
let ada: string
let bob: string
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.ctx.db.pool.query('delete from account; delete from scim_group')
  const make = async (name: string) =>
    (await world.post<{ id: string }>('/api/scim/v2/Users', { userName: `${name}@example.com` })).body.id
  ada = await make('ada')
  bob = await make('bob')
})

const roleOf = async (id: string) => (await world.get<{ role: string }>(`/api/accounts/${id}`)).body.role
const made = async (displayName: string, ...ids: string[]) =>
  (await world.post<Group>(groups, { displayName, members: ids.map((value) => ({ value })) })).body
const gives = (id: string, role: string | null) => world.patch(`/api/groups/${id}`, { role })

describe('groups of an identity provider', () => {
  it('give a role once somebody here says which, and it follows the members', async () => {
    const { id } = await made('Support', ada)
    expect(await roleOf(ada)).toBe('employee')
    expect((await gives(id, 'viewer')).status).toBe(200)
    expect(await roleOf(ada)).toBe('viewer')
    const add = patchOf(
      { op: 'Add', path: 'members', value: [{ value: bob }] },
      { op: 'remove', path: `members[value eq "${ada}"]` },
    )
    expect((await world.patch<Group>(`${groups}/${id}`, add)).body.members).toEqual([{ value: bob }])
    expect([await roleOf(ada), await roleOf(bob)]).toEqual(['employee', 'viewer'])
    await world.delete(`${groups}/${id}`)
    expect(await roleOf(bob)).toBe('employee')
  })

  it('are replaced, renamed, found and listed', async () => {
    const { id } = await made('Support', ada)
    const put = await world.put<Group>(`${groups}/${id}`, {
      id,
      displayName: 'Help',
      members: [{ value: bob, display: 'Bob' }],
    })
    expect(put.body).toMatchObject({ displayName: 'Help', members: [{ value: bob }] })
    const found = await world.get<{ Resources: Group[] }>(
      `${groups}?filter=${encodeURIComponent('displayName eq "help"')}`,
    )
    expect(found.body.Resources.map((group) => group.id)).toEqual([id])
    expect((await world.get('/api/groups')).body).toMatchObject({
      items: [{ name: 'Help', role: null, members: 1 }],
    })
    expect((await world.post(groups, { displayName: 'Help' })).status).toBe(409)
  })

  it('are found by their members, one by one', async () => {
    const [support, help] = [await made('Support', ada, bob), await made('Help', bob)]
    const find = async (query: string) =>
      (await world.get<{ Resources: Group[] }>(`${groups}?${query}`)).body.Resources.map(({ id }) => id)
    const filter = (text: string) => `filter=${encodeURIComponent(text)}`
    expect(await find(filter(`members.value eq "${ada}"`))).toEqual([support.id])
    expect(await find(filter(`members[value eq "${bob}"]`))).toEqual([help.id, support.id])
    expect(await find(filter(`id eq "${help.id}" and members eq "${ada}"`))).toEqual([])
    expect(await find('startIndex=2&count=1')).toEqual([support.id])
  })

  it('take back only what they gave: a role that somebody here gave stays', async () => {
    await world.patch(`/api/accounts/${ada}`, { role: 'editor' })
    const { id } = await made('Support', ada)
    expect(await roleOf(ada)).toBe('editor')
    await gives(id, 'viewer')
    expect(await roleOf(ada)).toBe('viewer')
    await world.patch(`/api/accounts/${ada}`, { role: 'editor' })
    await gives(id, null)
    expect(await roleOf(ada)).toBe('editor')
  })

  it('of which somebody has two give the role of the first by name', async () => {
    await gives((await made('B', ada)).id, 'editor')
    await gives((await made('A', ada)).id, 'viewer')
    expect(await roleOf(ada)).toBe('viewer')
  })

  it('never give, nor take, the rights to change accounts', async () => {
    const { id } = await made('Admins', ada)
    expect((await gives(id, 'administrator')).status).toBe(422)
    await world.patch(`/api/accounts/${bob}`, { role: 'administrator' })
    await gives((await made('Staff', bob)).id, 'viewer')
    expect(await roleOf(bob)).toBe('administrator')
  })

  it('have people as members, and leave services as they are', async () => {
    const { body } = await world.post<{ account: { id: string } }>('/api/accounts', {
      kind: 'service',
      name: 'Payroll',
      role: 'editor',
    })
    expect((await made('Support', ada, body.account.id)).members).toEqual([{ value: ada }])
    expect(await roleOf(body.account.id)).toBe('editor')
  })

  it('give no more than whoever sets them up has', async () => {
    const { id } = await made('Support', ada)
    const few = world.as('sign-in:read', 'sign-in:write')
    expect((await few.patch(`/api/groups/${id}`, { role: 'viewer' })).status).toBe(403)
  })
})
