import { afterAll, beforeAll, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'
import type { Brake } from '../../client/integration.ts'

interface Answer {
  readonly id: string
  readonly limits?: object
  readonly code?: string
  readonly problems?: readonly { readonly field: string }[]
}

let world: World

beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const add = (more: object) =>
  world.post<Answer>('/api/integrations', { connector: 'planhat', load: 'users', ...more })

it('has a name of its own in any case, also when two are made at once or one is renamed', async () => {
  const made = await Promise.all(['İzmir Team', 'İzmir TEAM'].map((name) => add({ name })))
  expect(made.map(({ status }) => status).sort()).toEqual([201, 422])
  const { body: other } = await add({ name: 'Other' })
  const renamed = await world.patch<Answer>(`/api/integrations/${other.id}`, { name: 'İzmir Team' })
  expect([renamed.status, renamed.body.problems?.[0]?.field]).toEqual([422, 'name'])
  expect((await world.patch(`/api/integrations/${other.id}`, { name: 'OTHER' })).status).toBe(200)
})

it.each(['toString', 'constructor', 'hasOwnProperty', 'nothing'])('has no load "%s"', async (load) => {
  const { status, body } = await add({ load, name: load })
  expect([status, body.code]).toEqual([404, 'not.found'])
})

it('says of every brake that can be set what it counts, and how it usually stands', async () => {
  const { body } = await world.get<{ items: readonly Brake[] }>('/api/brakes')
  const { body: draft } = await add({ name: 'As usual' })
  expect(Object.fromEntries(body.items.map(({ key, usual }) => [key, usual]))).toEqual(draft.limits)
  const [brake] = body.items
  const limit = { percent: (brake?.bounds.percent.most ?? 0) + 1 }
  const { status } = await world.patch(`/api/integrations/${draft.id}`, {
    limits: { [brake?.key ?? '']: limit },
  })
  expect(status).toBe(422)
})
