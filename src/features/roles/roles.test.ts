import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn } from '../../../test/accounts.ts'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { aboutRights } from '../../kit/rights.ts'

interface Role {
  readonly key: string
  readonly label: string
  readonly rights: string[]
  readonly own: boolean
}
let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const roles = async () => (await world.get<{ items: Role[] }>('/api/roles')).body.items
const helpDesk = {
  label: 'Help desk',
  rights: ['people:read', 'accounts:read', 'accounts:write', 'roles:read', 'roles:write'],
}

describe('roles that come with Muster', () => {
  it('are four, and the administrator has every right there is', async () => {
    const all = await roles()
    expect(all.slice(0, 4).map(({ key, own }) => [key, own])).toEqual([
      ['administrator', false],
      ['editor', false],
      ['viewer', false],
      ['employee', false],
    ])
    expect(all[0]?.rights).toEqual(Object.keys(aboutRights))
    expect(all[2]?.rights.every((right) => right.endsWith(':read'))).toBe(true)
  })

  it('can be called otherwise, and nobody loses the role', async () => {
    await world.ctx.db.pool.query(
      `insert into person (username, email, role) values ('vic', 'vic@example.com', 'viewer')`,
    )
    expect((await world.patch('/api/roles/viewer', { label: 'Reader' })).status).toBe(200)
    const { body } = await world.get<{ items: { values: { role: string } }[] }>('/api/people?search=vic')
    expect(body.items.map(({ values }) => values.role)).toEqual(['Reader'])
    const fields = await world.get<{ items: { key: string; options: string[] }[] }>('/api/fields')
    expect(fields.body.items.find(({ key }) => key === 'role')?.options).toContain('Reader')
    await world.patch('/api/roles/viewer', { label: 'Viewer' })
  })

  it('keep their rights, and stay', async () => {
    expect((await world.patch('/api/roles/viewer', { rights: ['people:read'] })).status).toBe(422)
    expect((await world.delete('/api/roles/viewer')).status).toBe(409)
  })
})

describe('a role of one’s own', () => {
  it('is made of rights, renamed, and goes when nobody has it', async () => {
    const made = await world.post<Role>('/api/roles', { label: 'Audit & Co', rights: ['people:read'] })
    expect([made.status, made.body]).toMatchObject([
      201,
      { key: 'audit_co', own: true, rights: ['people:read'] },
    ])
    expect((await world.patch('/api/roles/audit_co', { label: 'Audit' })).body).toMatchObject({
      key: 'audit_co',
      label: 'Audit',
    })
    await signedIn(world, { role: 'audit_co' })
    expect((await world.delete<Refusal>('/api/roles/audit_co')).body.detail).toContain('1 accounts')
    await world.ctx.db.pool.query(`delete from account where role = 'audit_co'`)
    expect((await world.delete('/api/roles/audit_co')).status).toBe(204)
  })

  it.each([
    ['a right that is not there', { label: 'A', rights: ['people:eat'] }, 'rights.0'],
    ['a label that is there', { label: 'Editor', rights: [] }, 'label'],
    [
      'a filter by a field that is not there',
      { label: 'A', rights: [], filter: { field: 'gone', anyOf: ['x'] } },
      'filter',
    ],
    [
      'a filter by a number',
      { label: 'A', rights: [], filter: { field: 'start_date', anyOf: ['x'] } },
      'filter',
    ],
    ['a hidden field that is not there', { label: 'A', rights: [], hiddenFields: ['gone'] }, 'hiddenFields'],
    [
      'a right that would see past its filter',
      { label: 'A', rights: ['people:read', 'credentials:read'], filter: { own: true } },
      'rights',
    ],
    [
      'a right that would see past its hidden fields',
      { label: 'A', rights: ['integrations:read'], hiddenFields: ['phone'] },
      'rights',
    ],
  ])('is refused with %s', async (_, wanted, field) => {
    const { status, body } = await world.post<Refusal>('/api/roles', wanted)
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it('never gives what its maker lacks', async () => {
    await world.post('/api/roles', helpDesk)
    const desk = await signedIn(world, { role: 'help_desk' })
    expect((await desk.post('/api/roles', { label: 'Mine', rights: ['people:read'] })).status).toBe(201)
    for (const attempt of [
      desk.post<Refusal>('/api/roles', { label: 'More', rights: ['people:read', 'runs:approve'] }),
      desk.patch<Refusal>('/api/roles/mine', { rights: ['credentials:write'] }),
      desk.patch<Refusal>('/api/roles/editor', { label: 'Weaker' }),
    ]) {
      const { status, body } = await attempt
      expect([status, body.code]).toEqual([403, 'not.allowed'])
    }
  })
})
