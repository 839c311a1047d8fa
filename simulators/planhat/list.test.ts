import { expect, it } from 'vitest'
import { trySimulator } from './testing.ts'
import exampleUsers from './users.fixture.json' with { type: 'json' }

const fifteen =
  'firstName lastName nickName email externalId image isHidden removed inactive managers teams isExposedAsSenderOption createdAt updatedAt tzOffset'

it.each([
  ['', 10_000],
  ['limit=7', 7],
  ['limit=0', 10_000],
  ['limit=-3', 10_000],
  ['limit=many', 10_000],
  ['limit=10001', 10_000],
  ['limit=7&offset=10003', 2],
  ['offset=10005', 0],
  ['limit=3&offset=x', 3],
  ['limit=3&updatedAt[gt]=2030-01-01', 3],
])('of 10,005 users, ?%s gives %i', async (query, rows) => {
  await using tried = await trySimulator({ users: 10_005 })
  expect(await tried.users(`/users?${query}`)).toHaveLength(rows)
})

it('can refuse or cap a limit that is too high', async () => {
  await using tried = await trySimulator({ users: 2001, knobs: { overMax: '400' } })
  expect((await tried.ask('/users?limit=10001')).status).toBe(400)
  tried.simulator.setKnobs({ overMax: 'cap2000' })
  expect(await tried.users('/users?limit=10001')).toHaveLength(2000)
  tried.simulator.setKnobs({ badLimit: '400' })
  expect((await tried.ask('/users?limit=0')).status).toBe(400)
})

it('sorts up and down, with missing values last', async () => {
  await using tried = await trySimulator({ users: 300 })
  const zones = (path: string) => tried.users(path).then((users) => users.map((user) => user.tzOffset))
  const present = (list: readonly unknown[]) => list.filter((zone) => zone !== undefined)
  const up = await zones('/users?sort=tzOffset')
  const down = await zones('/users?sort=-tzOffset')
  expect(up.at(-1)).toBeUndefined()
  expect(down.at(-1)).toBeUndefined()
  expect(present(up)).toEqual(present(up).toSorted((a, b) => Number(a) - Number(b)))
  expect(present(down)).toEqual(present(up).toReversed())
})

it('sorts by id, and gives the natural order for a property it does not know', async () => {
  await using tried = await trySimulator({ users: 50 })
  const ids = (path: string) => tried.users(path).then((users) => users.map((user) => String(user._id)))
  const ascending = await ids('/users?sort=_id')
  expect(ascending).toEqual(ascending.toSorted())
  expect(await ids('/users?sort=-_id')).toEqual(ascending.toReversed())
  expect(await ids('/users?sort=nothing')).toEqual(ascending)
  tried.simulator.setKnobs({ naturalOrder: 'shuffled-per-request' })
  expect(await ids('/users')).not.toEqual(await ids('/users'))
  expect(await ids('/users?sort=_id')).toEqual(ascending)
})

it('sends the documented fields without select, and what is selected with it', async () => {
  await using tried = await trySimulator({ users: 40 })
  const keys = (users: readonly object[]) => new Set(users.flatMap((user) => Object.keys(user)))
  expect(keys(await tried.users())).toEqual(new Set(['_id', ...fifteen.split(' ')]))
  const selected = await tried.users('/users?select=type, __v,custom.Role,nonsense')
  expect(keys(selected)).toEqual(new Set(['_id', 'type', '__v', 'custom']))
  expect(Object.keys(selected[0]?.custom ?? {})).toEqual(['Role'])
  tried.simulator.setKnobs({ selectOmits: 'version-and-permissions' })
  expect(keys(await tried.users('/users?select=type,__v,permissions'))).toEqual(new Set(['_id', 'type']))
  tried.simulator.setKnobs({ ignoreSelect: true, projection: 'legacy2020' })
  expect(keys(await tried.users('/users?select=type'))).toContain('googleApi')
})

it.each([
  ['objects', 'object'],
  ['ids', 'string'],
] as const)('shows roles as %s', async (rolesShape, type) => {
  await using tried = await trySimulator({ users: 5, knobs: { rolesShape } })
  const [user] = await tried.users('/users?select=roles')
  expect(typeof [user?.roles].flat()[0]).toBe(type)
})

it('shows permissions as a list or not at all, and leaves fields out', async () => {
  await using tried = await trySimulator({ users: 60, knobs: { permissionsShape: 'array' } })
  expect(
    (await tried.users('/users?select=permissions')).every((user) => Array.isArray(user.permissions)),
  ).toBe(true)
  tried.simulator.setKnobs({ permissionsShape: 'absent', absentRate: 0.5 })
  const users = await tried.users('/users?select=permissions,nickName')
  expect(users.some((user) => 'permissions' in user)).toBe(false)
  const named = users.filter((user) => 'nickName' in user).length
  expect(named).toBeGreaterThan(15)
  expect(named).toBeLessThan(45)
})

it('finds users by e-mail whatever its case', async () => {
  await using tried = await trySimulator({ users: 50 })
  const [user] = await tried.users('/users?limit=1&offset=20')
  expect(await tried.users(`/users?email=${String(user?.email).toUpperCase()}`)).toEqual([user])
  expect(await tried.users('/users?email=nobody.7@example.com')).toEqual([])
})

it('hides removed users when told to', async () => {
  await using tried = await trySimulator({ users: 1000, knobs: { removedRows: 'exclude' } })
  const users = await tried.users()
  expect(users.length).toBeLessThan(1000)
  expect(users.some((user) => user.removed === true)).toBe(false)
})

it('serves users given by hand as they are', async () => {
  await using tried = await trySimulator({ users: exampleUsers, knobs: { rolesShape: 'ids' } })
  for (const user of exampleUsers) {
    expect(await (await tried.ask(`/users/${user._id}`)).json()).toEqual(user)
  }
  const ids = (await tried.users('/users?sort=_id')).map((user) => user._id)
  expect(ids).toEqual(exampleUsers.map((user) => user._id).toSorted())
})
