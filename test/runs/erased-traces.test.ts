import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFields } from '../../src/directory/catalogue.ts'
import { columnsOf } from '../../src/directory/erase/found.ts'
import { personal } from '../../src/directory/erase/personal.ts'
import { rowsOf, traces } from './directory.ts'
import { addIntegration, type Integration, launch, mapped, newStory, type Run, type Story } from './story.ts'

// It is in every value by which she can be known; the id of her twin differs in its first letter.
const marker = `a${crypto.randomUUID().replaceAll('-', '').slice(9)}`
const ada = {
  _id: marker,
  email: `ada.${marker}@example.com`,
  firstName: `Ada ${marker}`,
  lastName: `Lovelace ${marker}`,
  nickName: marker,
}
const later = `countess.${marker}@example.com`
const twin = { ...ada, _id: `b${marker.slice(1)}`, email: `twin.${marker}@example.com` }
const bob = { _id: '64a0000000000000000000b0', email: 'bob@example.com', firstName: 'Bob', lastName: 'B' }

let story: Story
const personId = async (search: string): Promise<string> => {
  const { body } = await story.world.get<{ items: { id: string }[] }>(`/api/people?search=${search}`)
  return body.items[0]?.id ?? ''
}

beforeAll(async () => {
  story = await newStory({ simulated: { users: [ada, bob, twin] } })
  const first = await launch(story)
  await byHand()
  story.simulator.mutate({ set: [{ id: ada._id, patch: { email: later } }] })
  await story.run(first.id, 'apply')
  await unlink()
  await keepView()
  await addPlans(first)
  await merge()
})
afterAll(() => story.close())

/** Does a run that was asked for, and what its plan says. */
async function follow(at: string, asked: object): Promise<void> {
  const { body } = await story.world.post<Run>(at, asked)
  const { id } = await story.perform(body.id)
  expect(await story.release(id)).toMatchObject({ state: 'succeeded' })
}

/** What is written by hand, of one and of many; and that she had a device under her first address. */
async function byHand(): Promise<void> {
  const { world } = story
  const id = await personId(ada.email)
  await world.patch(`/api/people/${id}`, { values: { title: `By hand ${marker}` } })
  await follow('/api/bulk-edits', { act: 'edit', values: { phone: marker }, people: { ids: [id] } })
  const { rows } = await world.ctx.db.pool.query<{ id: string }>(
    `insert into device (name, serial_number) values ('Laptop', 'C02') returning public_id('dev', id) as id`,
  )
  const devices = { ids: [rows[0]?.id] }
  await follow('/api/device-bulk-edits', { act: 'edit', values: { owner: ada.email }, devices })
}

/** An account that a hand made nobody's. */
async function unlink(): Promise<void> {
  const saasUsers = { filter: `vendorId eq "${ada._id}"` }
  await follow('/api/saas-user-links', { saasUsers, to: 'nobody' })
}

async function keepView(): Promise<void> {
  const filter = `email eq "${ada.email}"`
  const { body } = await story.world.post<{ id: string }>('/api/views', {
    list: 'people',
    name: 'One',
    words: { filter },
  })
  await story.world.patch(`/api/views/${body.id}`, { words: { search: later } })
  const another = { list: 'people', name: 'Bob', words: { filter: `email eq "${bob.email}"` } }
  await story.world.post('/api/views', another)
}

/** A draft with a sample, a mapping at which she fails, and plans that wait, one of them of the source that knows her. */
async function addPlans(first: Integration): Promise<void> {
  const draft = await addIntegration(story, { name: 'Draft' })
  await story.world.post(`/api/integrations/${draft.id}/sample`)
  await story.world.post('/api/fields', { label: 'Born', type: 'date' })
  const born = { target: 'born', source: { kind: 'field', field: 'firstName' } } as const
  const wrong = await addIntegration(story, { name: 'Wrong', mapping: mapped(first, born) })
  const waiting = await addIntegration(story, { name: 'Waiting', selection: 'user' })
  story.simulator.mutate({ set: [{ id: ada._id, patch: { lastName: `King ${marker}` } }] })
  const { digest, ...rejected } = await story.run(first.id, 'plan')
  const reason = `Not ${marker}`
  expect((await story.world.post(`/api/runs/${rejected.id}/reject`, { digest, reason })).status).toBe(200)
  for (const { id } of [wrong, waiting, first]) await story.run(id, 'plan')
}

/** Somebody became part of her, and an answer of which may be asked again. */
async function merge(): Promise<void> {
  const [into, from] = [await personId(later), await personId(twin.email)]
  await story.world.patch(`/api/people/${from}`, { values: { department: marker } })
  await follow(`/api/people/${into}/merge`, { personId: from })
  for (const { email } of [twin, bob])
    await story.world.ctx.db.pool.query(
      `insert into repeatable (who, key, request_hash, status, claim, body) values ('owner', $1, '', 200, new_id(), $2)`,
      [email, JSON.stringify({ email })],
    )
  await story.world.ctx.db.pool.query(
    `insert into absence (run_id, vendor_id, confirmed) select id, $1, false from run where kind = 'load' order by id limit 1`,
    [ada._id],
  )
}

it('a person can leave traces in every table that is declared personal, and is exported from there', async () => {
  const fields = (await readFields(story.world.ctx.db.pool)).map(({ key }) => key)
  const places = personal(fields).filter((place) =>
    columnsOf(place).some((column) => !/_id$/.test(column) || column === 'vendor_id'),
  )
  const tables = new Set(places.map(({ table }) => table))
  expect(Object.keys(await traces(story.world, marker)).toSorted()).toEqual([...tables].toSorted())
  const { body } = await story.world.get<{ kept: object }>(`/api/people/${await personId(later)}/everything`)
  const kept = new Set(places.filter((place) => place.export === 'kept').map(({ table }) => table))
  expect(Object.keys(body.kept).toSorted()).toEqual([...kept].toSorted())
  for (const rows of Object.values(body.kept)) expect(JSON.stringify(rows).toLowerCase()).toContain(marker)
})

it('and is in none once they are erased, with whoever had become part of them; nothing of anybody else is lost', async () => {
  const others = await rowsOf(story.world, bob.email, marker)
  const inTables = new Set(others.map((row) => row.split(' ')[0]))
  for (const table of ['person', 'saas_user', 'change', 'outcome', 'view', 'repeatable'])
    expect(inTables).toContain(table)
  const path = `/api/people/${await personId(later)}`
  const { body } = await story.world.get<{ values: { username: string } }>(path)
  expect((await story.world.post(`${path}/erase`, { username: body.values.username })).status).toBe(204)
  expect(await traces(story.world, marker)).toEqual({})
  expect(await rowsOf(story.world, bob.email, marker)).toEqual(others)
})
