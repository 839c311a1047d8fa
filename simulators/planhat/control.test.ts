import { expect, it } from 'vitest'
import { trySimulator } from './testing.ts'

it('sets and ends faults', async () => {
  await using tried = await trySimulator()
  expect((await tried.control('/__sim/faults', [{ id: 'F3' }])).status).toBe(200)
  expect((await tried.ask('/users')).status).toBe(500)
  expect(await (await tried.control('/__sim/state')).json()).toMatchObject({
    users: 100,
    faults: [{ id: 'F3', struck: 1 }],
  })
  await tried.control('/__sim/faults', [])
  expect((await tried.ask('/users')).status).toBe(200)
})

it('changes users, knobs and tokens, and takes it all back', async () => {
  await using tried = await trySimulator({ users: 10 })
  const before = await tried.users('/users?sort=_id')
  expect(await (await tried.control('/__sim/mutate', { remove: 3 })).json()).toHaveProperty(
    'remove.length',
    3,
  )
  await tried.control('/__sim/knobs', { projection: 'legacy2020' })
  expect((await tried.users())[0]).toHaveProperty('googleApi')
  await tried.control('/__sim/revoke', { how: 'pause' })
  expect((await tried.ask('/users')).status).toBe(401)
  await tried.control('/__sim/reset', {})
  expect(await tried.users('/users?sort=_id')).toEqual(before)
})

it('keeps a journal in which no token is', async () => {
  await using tried = await trySimulator({ users: 1 })
  await (await tried.ask('/users?limit=1&apiKey=sim-token')).text()
  await (await tried.ask('/users', { authorization: `Basic ${btoa('sim-token:')}` })).text()
  await (await tried.ask('/users', {})).text()
  const text = await (await tried.control('/__sim/requests')).text()
  expect(text).not.toContain('sim-token')
  expect(text).not.toContain(btoa('sim-token:'))
  expect(JSON.parse(text)).toMatchObject([
    { method: 'GET', url: '/users?limit=1&apiKey=***', auth: 'Bearer ***', status: 200, faults: [] },
    { auth: 'Basic ***', status: 200 },
    { auth: '', status: 401, bytes: 12 },
  ])
})

it('keeps the newest requests only', async () => {
  await using tried = await trySimulator({ users: 1, knobs: { journalLength: 2 } })
  for (const limit of [1, 2, 3]) await tried.users(`/users?limit=${limit}`)
  expect(tried.simulator.requests().map(({ url }) => url)).toEqual(['/users?limit=2', '/users?limit=3'])
})

it.each([
  ['/__sim/faults', {}, 'array'],
  ['/__sim/faults', [{ id: 'F3', when: 1 }], 'no when'],
  ['/__sim/mutate', { explode: 1 }, 'no explode'],
  ['/__sim/mutate', { add: [{ email: 'x@example.com' }] }, 'needs an _id'],
  ['/__sim/mutate', { rename: true }, 'error'],
  ['/__sim/revoke', { how: 'gently' }, 'remove, disable'],
  ['/__sim/knobs', { overMax: 'maybe' }, 'overMax must be one of clamp'],
  ['/__sim/knobs', { volume: 11 }, 'no knob volume'],
])('says what is wrong with %s %j', async (path, given, says) => {
  await using tried = await trySimulator()
  const response = await tried.control(path, given)
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(says)
})

it('is not reachable where the API is', async () => {
  await using tried = await trySimulator()
  expect((await tried.ask('/__sim/state')).status).toBe(404)
  expect((await tried.control('/__sim/nothing')).status).toBe(404)
})
