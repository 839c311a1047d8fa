import { afterAll, beforeAll, expect, it } from 'vitest'
import { traces } from '../../../test/runs/directory.ts'
import { type Integration, launch, newStory, type Story } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'

const ada = {
  _id: '64a0000000000000000000ad',
  email: 'ada.unmistakable@example.com',
  firstName: 'Adaunmistakable',
  lastName: 'Unmistakable',
}
const bob = { _id: '64a0000000000000000000b0', email: 'bob@example.com', firstName: 'Bob', lastName: 'B' }

let story: Story
let integration: Integration
let path = ''
beforeAll(async () => {
  story = await newStory({ simulated: { users: [ada, bob] } })
  integration = await launch(story)
  await story.world.post(`/api/integrations/${integration.id}/sample`)
  const { body } = await story.world.get<{ items: { id: string }[] }>('/api/people?search=unmistakable')
  path = `/api/people/${body.items[0]?.id}`
  await story.world.patch(path, { values: { title: 'Unmistakable by hand' } })
  story.simulator.mutate({ set: [{ id: ada._id, patch: { lastName: 'Unmistakable-Later' } }] })
  await story.run(integration.id, 'apply')
  const saasUsers = { filter: `vendorId eq "${ada._id}"` }
  const { body: linking } = await story.world.post<{ id: string }>('/api/saas-user-links', {
    saasUsers,
    to: 'nobody',
  })
  await story.perform(linking.id)
})
afterAll(() => story.close())

/** The tables in which there is a trace of her. */
const hers = async () => Object.keys(await traces(story.world, 'unmistakable|64a0000000000000000000ad'))

it('everything that is kept about a person is exported: values, records, hand edits, devices, owned applications and history', async () => {
  const { pool } = story.world.ctx.db
  await pool.query(
    `insert into device (name, serial_number, owner, archived_at) values ('Old laptop', '1', $1, now()), ('Laptop', '2', upper($1), null)`,
    [ada.email],
  )
  await pool.query('update saas_application set owner_id = (select id from person where email = $1)', [
    ada.email,
  ])
  const { status, body } = await story.world.get<object>(`${path}/everything`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    person: {
      values: { email: ada.email, title: 'Unmistakable by hand' },
      saasUsers: [{ vendorId: ada._id }],
    },
    kept: {
      source_record: expect.arrayContaining([expect.objectContaining({ vendor_id: ada._id })]),
      staged: expect.any(Array),
    },
    account: null,
    devices: [{ name: 'Laptop', values: { owner: ada.email.toUpperCase() } }, { name: 'Old laptop' }],
    applications: [{ vendor: 'Planhat', instance: '' }],
  })
  expect(body).toHaveProperty('history.length', 4)
  // As the vendor sent it, and nothing of whoever else is in the list.
  expect(JSON.stringify(body)).toContain(JSON.stringify(JSON.stringify(ada.firstName)).slice(1, -1))
  expect(JSON.stringify(body)).not.toContain(bob.email)
})

it('nobody is erased whose username was not typed, and nobody else may', async () => {
  const answer = await story.world.post<Refusal>(`${path}/erase`, { username: 'somebody' })
  expect([answer.status, answer.body.problems?.map(({ field }) => field)]).toEqual([422, ['username']])
  expect((await story.world.as('people:read', 'people:write').post(`${path}/erase`)).status).toBe(403)
  expect(await hers()).toContain('person')
})

it('whoever is erased leaves no trace in any table, and the others stay as they are', async () => {
  expect(await hers()).not.toEqual([])
  expect((await story.world.post(`${path}/erase`, { username: ada.email })).status).toBe(204)
  expect(await hers()).toEqual([])
  const { body } = await story.world.get<{ isErased: boolean }>(path)
  expect(body).toMatchObject({ isErased: true, archivedAt: expect.any(String), saasUsers: [], sources: [] })
  const { body: history } = await story.world.get<{ items: { kind: string; actor: string }[] }>(
    `${path}/changes`,
  )
  expect(history.items).toMatchObject([{ kind: 'erased', actor: 'test owner' }])
  const { body: people } = await story.world.get<{ items: { values: object }[] }>('/api/people')
  expect(people.items).toMatchObject([{ values: { email: bob.email } }])
  expect((await story.world.post(`${path}/restore`)).status).toBe(409)
  expect((await story.world.post(`${path}/erase`, { username: 'x' })).status).toBe(409)
})

it('no load brings them back, by id or by address, and none keeps what it was sent', async () => {
  const run = await story.run(integration.id, 'apply')
  expect(run).toMatchObject({ state: 'succeeded', ledger: { read: 2, unchanged: 1, skipped: 1 } })
  expect(await story.outcomes(run.id)).toMatchObject([{ kind: 'skipped', reason: 'erased', vendorId: '' }])
  story.simulator.mutate({ set: [{ id: bob._id, patch: { email: ada.email } }] })
  await story.run(integration.id, 'apply')
  expect((await hers()).filter((table) => table !== 'run_page')).toEqual([])
})
