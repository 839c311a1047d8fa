import { expect, it } from 'vitest'
import { goodHeaders, trySimulator } from './testing.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

it.each([
  ['Bearer sim-token', 200],
  ['bearer sim-token', 200],
  [basic('sim-token:'), 200],
  [basic('sim-token'), 401],
  [basic(':sim-token'), 401],
  ['Bearer other', 401],
  ['sim-token', 401],
  ['', 401],
])('answers %j with %i', async (authorization, status) => {
  await using tried = await trySimulator({ users: 1 })
  expect((await tried.ask('/users', { authorization })).status).toBe(status)
})

it.each([
  [{ enabled: false }, 401],
  [{ paused: true }, 401],
  [{ cluster: 'us4' }, 401],
  [{ models: { Company: { read: true } } }, 403],
  [{ models: { User: { read: true } } }, 200],
])('answers a token that is %j with %i', async (rights, status) => {
  await using tried = await trySimulator({ users: 1, tokens: [{ token: 'sim-token', ...rights }] })
  expect((await tried.ask('/users')).status).toBe(status)
})

it('looks at the token before the path', async () => {
  await using tried = await trySimulator({ users: 1 })
  expect((await tried.ask('/nowhere', {})).status).toBe(401)
  expect((await tried.ask('/nowhere')).status).toBe(404)
  expect((await tried.ask('/.well-known/oauth-authorization-server', {})).status).toBe(200)
})

it.each([
  ['text', 'Unauthorized'],
  ['json', '{"error":"Unauthorized"}'],
  ['json-string', '"Unauthorized"'],
  ['empty', ''],
] as const)('refuses in the shape %s', async (refusalBody, body) => {
  await using tried = await trySimulator({ knobs: { refusalBody } })
  expect(await (await tried.ask('/users', {})).text()).toBe(body)
})

it.each([
  ['/customfields', 200, 2],
  ['/companies?limit=5&offset=10', 200, 2],
  ['/leancompanies', 200, 12],
  ['/endusers', 200, 12],
])('has a fixture at %s', async (path, status, rows) => {
  await using tried = await trySimulator()
  const response = await tried.ask(path)
  expect(response.status).toBe(status)
  expect(await response.json()).toHaveLength(rows)
})

it('keeps roles and teams to itself until a knob says else', async () => {
  await using tried = await trySimulator()
  expect((await tried.ask('/roles')).status).toBe(403)
  tried.simulator.setKnobs({ rolesAndTeams: 'readable' })
  expect(await tried.users('/roles')).toHaveLength(9)
  expect(await tried.users('/teams')).toHaveLength(12)
})

it('finds one user by id and by external id', async () => {
  await using tried = await trySimulator({ users: 50 })
  const [third] = await tried.users('/users?limit=1&offset=3&sort=_id')
  const byId = await (await tried.ask(`/users/${third?._id}`)).json()
  expect(byId).toMatchObject({ _id: third?._id, type: 'user', googleApi: {} })
  expect(await (await tried.ask('/users/extid-hr-3')).json()).toEqual(byId)
  expect((await tried.ask('/users/ffffffffffffffffffffffff')).status).toBe(404)
  expect((await tried.ask('/users/%E0%A4%A')).status).toBe(404)
  expect(await tried.users('/users/')).toHaveLength(50)
})

it('compresses when the knob is on and the client takes it', async () => {
  await using tried = await trySimulator({ knobs: { gzip: true, chunked: true } })
  const response = await tried.ask('/users', { ...goodHeaders, 'accept-encoding': 'gzip' })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('transfer-encoding')).toBe('chunked')
  expect(await response.json()).toHaveLength(100)
})
