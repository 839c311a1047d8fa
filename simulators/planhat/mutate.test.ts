import { expect, it } from 'vitest'
import type { Mutation } from './mutation.ts'
import { trySimulator } from './testing.ts'

const everything =
  '/users?sort=_id&select=email,firstName,lastName,inactive,tzOffset,roles,permissions,updatedAt'

async function changed(mutation: Mutation) {
  await using tried = await trySimulator({ users: 200, knobs: { rolesShape: 'ids' } })
  const before = new Map((await tried.users(everything)).map((user) => [user._id, user]))
  const touched = tried.simulator.mutate(mutation)
  const after = await tried.users(everything)
  const pairs = after.map((user) => ({ was: before.get(user._id), is: user }))
  const differing = pairs.filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is))
  return { touched, after, differing }
}

it.each<[Mutation, number, readonly string[]]>([
  [{ rename: 5 }, 5, ['lastName']],
  [{ changeRole: 5 }, 5, ['roles']],
  [{ deactivate: 5 }, 5, ['inactive']],
  [{ reactivate: 5 }, 5, ['inactive']],
  [{ change: 0.05 }, 10, ['firstName']],
])('%j touches exactly the users it names, and says which', async (mutation, count, properties) => {
  const { touched, differing } = await changed(mutation)
  expect(differing).toHaveLength(count)
  expect(Object.values(touched)[0]?.toSorted()).toEqual(differing.map(({ is }) => is._id))
  for (const { was, is } of differing) {
    for (const property of properties) expect(is[property]).not.toEqual(was?.[property])
    expect(Date.parse(String(is.updatedAt))).toBeGreaterThan(Date.parse(String(was?.updatedAt)))
  }
})

it('does the same for the same seed and history', async () => {
  const mutation = { rename: 3, changeRole: 4, add: 2, remove: 3, change: 0.1 }
  expect(await changed(mutation)).toEqual(await changed(mutation))
})

it('adds users at the end of the list by id', async () => {
  const { touched, after } = await changed({ add: 3 })
  expect(after).toHaveLength(203)
  expect(after.slice(-3).map((user) => user._id)).toEqual(touched.add)
})

it('adds users given by hand', async () => {
  await using tried = await trySimulator({ users: 3 })
  const user = { _id: '000000000000000000000abc', email: 'new@example.com' }
  tried.simulator.mutate({ add: [user] })
  expect((await tried.users('/users?sort=_id&select=email'))[0]).toEqual(user)
  expect(await tried.users('/users?email=new@example.com')).toHaveLength(1)
})

it('takes users away and brings them back with the same id', async () => {
  await using tried = await trySimulator({ users: 20 })
  const before = await tried.users('/users?sort=_id')
  const { remove = [] } = tried.simulator.mutate({ remove: 4 })
  expect(await tried.users()).toHaveLength(16)
  expect((await tried.ask(`/users/${remove[0]}`)).status).toBe(404)
  expect(tried.simulator.mutate({ return: 4 }).return?.toSorted()).toEqual(remove.toSorted())
  expect(await tried.users('/users?sort=_id')).toEqual(before)
})

it('sets anything but the id', async () => {
  await using tried = await trySimulator({ users: 5 })
  const [user] = await tried.users('/users?limit=1')
  const id = String(user?._id)
  tried.simulator.mutate({ set: [{ id, patch: { email: 'x@example.com', removed: true } }] })
  expect(await tried.users('/users?email=x@example.com')).toMatchObject([{ _id: id, removed: true }])
  expect(() => tried.simulator.mutate({ set: [{ id, patch: { _id: 'other' } }] })).toThrow('cannot be set')
  expect(() => tried.simulator.mutate({ set: [{ id: 'nobody', patch: {} }] })).toThrow('no user nobody')
})

it('swaps the addresses of two users', async () => {
  await using tried = await trySimulator({ users: 2 })
  const emails = async () => (await tried.users('/users?sort=_id')).map((user) => user.email)
  const before = await emails()
  const [a, b] = (await tried.users('/users?sort=_id')).map((user) => String(user._id))
  tried.simulator.mutate({ swapEmails: [a ?? '', b ?? ''] })
  expect(await emails()).toEqual(before.toReversed())
})
