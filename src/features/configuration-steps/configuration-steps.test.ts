import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Plan, Said } from '../../../test/runs/configuration.ts'
import type { Refusal } from '../../../test/world.ts'
import { newWorld, type World } from '../../../test/world.ts'
import { rights } from '../../kit/rights.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.ctx.db.pool.query('delete from account; delete from role where rights is not null')
})

const said = async (who = world.as(...rights)) => (await who.get<Said>('/api/configuration')).body
const plan = async (files: object) =>
  (await world.post<Plan & Refusal>('/api/configuration/plan', files)).body
const apply = async (files: object) => {
  const { digest } = await plan(files)
  return world.post<Refusal>('/api/configuration/apply', { ...files, digest })
}
const buyer = {
  key: 'buyer',
  label: 'Buyer',
  rights: ['people:read', 'fields:read'],
  hiddenFields: ['phone'],
}
const invite = (email: string, role: string) => world.post('/api/accounts', { name: email, email, role })

describe('roles and accounts in files', () => {
  it('are made and changed like all else, and say the same again', async () => {
    expect((await apply({ roles: [buyer] })).status).toBe(200)
    await apply({ roles: [{ ...buyer, label: 'Purchasing', hiddenFields: [] }] })
    const files = await said()
    expect(files.roles).toEqual([
      {
        key: 'buyer',
        label: 'Purchasing',
        rights: ['fields:read', 'people:read'],
        filter: null,
        hiddenFields: [],
      },
    ])
    expect(await plan(files)).toMatchObject({ steps: [] })
  })

  it('give an account another role, and have a new one invited', async () => {
    await invite('ada@example.com', 'viewer')
    const accounts = [
      { email: 'ada@example.com', name: 'Ada', role: 'editor' },
      { email: 'bob@example.com', name: 'Bob', role: 'viewer' },
    ]
    expect((await plan({ accounts })).needs).toEqual([
      expect.objectContaining({
        command: 'muster accounts invite bob@example.com --name "Bob" --role viewer',
      }),
    ])
    expect((await apply({ accounts })).status).toBe(409)
    expect((await apply({ accounts: accounts.slice(0, 1) })).status).toBe(200)
    expect((await said()).accounts).toEqual(accounts.slice(0, 1))
  })

  it('give nobody what he lacks who applies them', async () => {
    const somebody = world.as(...rights.filter((right) => right !== 'runs:approve'))
    const roles = [{ ...buyer, rights: ['runs:approve'], hiddenFields: [] }]
    const { status, body } = await somebody.post<Refusal>('/api/configuration/plan', { roles })
    expect([status, body.detail]).toEqual([403, expect.stringContaining('You lack runs:approve')])
  })

  it('are shown only to who may read them, also by what a plan would leave alone', async () => {
    await invite('ada@example.com', 'viewer')
    const somebody = world.as('configuration:read', 'configuration:write', 'fields:read')
    expect(JSON.stringify(await said(somebody))).not.toContain('ada@')
    const { body } = await somebody.post<Plan>('/api/configuration/plan', { prune: true })
    expect(body.kept).toEqual([])
    const accounts = [{ email: 'ada@example.com', name: 'Ada', role: 'viewer' }]
    expect((await somebody.post('/api/configuration/plan', { accounts })).status).toBe(403)
  })

  it('never go by --prune while somebody has them', async () => {
    await apply({ roles: [buyer] })
    await invite('ada@example.com', 'buyer')
    expect((await plan({ prune: true })).kept).toMatchObject([{ noun: 'accounts', name: 'ada@example.com' }])
    const { status, body } = await apply({ prune: true })
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Buyer')])
  })
})

it('activity tells each thing that files change, with before and after', async () => {
  await apply({ roles: [buyer] })
  await apply({ roles: [{ ...buyer, label: 'Purchasing' }] })
  const { body } = await world.get<{ items: { act: string; changes: object }[] }>('/api/activity')
  expect(body.items.slice(0, 4).map(({ act }) => act)).toEqual([
    'configuration.applied',
    'role.edited',
    'configuration.planned',
    'configuration.applied',
  ])
  expect(body.items[1]?.changes).toMatchObject([{ field: 'label', before: 'Buyer', after: 'Purchasing' }])
})
