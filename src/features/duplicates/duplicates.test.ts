import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { merge } from '../../../test/by-hand.ts'
import { named } from '../../../test/directory/listed.ts'
import { takeList } from '../../../test/directory/plans.ts'
import { emptyDirectory } from '../../../test/directory/tables.ts'
import { newWorld, type World } from '../../../test/world.ts'
import type { DuplicateAnswer } from './schema.ts'

type Duplicate = z.output<typeof DuplicateAnswer>

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

const ada = { first_name: 'Ada', last_name: 'Lovelace' }
const people = [
  named('ada', { ...ada, phone: '+44 20 7946-0958' }),
  named('ada.l', { first_name: 'ADA', last_name: 'lovelace' }),
  { username: 'grace', email: 'grace@one.example', first_name: 'Grace', last_name: 'Hopper' },
  { username: 'hopper', email: 'Grace@two.example', first_name: 'G', last_name: 'Hopper' },
  named('desk', { last_name: 'Desk', phone: '44 (20) 79460958' }),
  named('nobody'),
]
const list = (rows: readonly object[]) =>
  takeList(
    world.ctx.db.pool,
    rows.map((row, at) => ({ id: `${at}`, row: { ...row } })),
  )
beforeEach(async () => {
  const { pool } = world.ctx.db
  await emptyDirectory(pool)
  await pool.query('truncate duplicate, person_merge')
  await list(people)
})

const read = async (query = '') =>
  (await world.get<{ items: Duplicate[] }>(`/api/duplicates${query}`)).body.items
const told = async (query = '') =>
  (await read(query)).map(({ first, second, reasons }) =>
    [...[first.username, second.username].toSorted(), ...reasons.map(({ reason }) => reason)].join(' '),
  )

describe('people who may be the same', () => {
  it('are named in pairs, with what they say the same', async () => {
    expect((await told()).toSorted()).toEqual(['ada ada.l name', 'ada desk phone', 'grace hopper address'])
    expect((await world.get('/api/duplicates/count')).body).toEqual({ count: 3, exact: true })
    const [pair] = (await read()).filter(({ reasons }) => reasons[0]?.reason === 'name')
    expect(pair?.reasons).toEqual([{ reason: 'name', text: 'The same first and last name' }])
  })

  it('with more reasons come first', async () => {
    await list([
      ...people,
      { username: 'g3', email: 'grace@three.example', first_name: 'Grace', last_name: 'Hopper' },
    ])
    expect((await told())[0]).toBe('g3 grace address name')
  })

  it('are not whoever shares what more than five have', async () => {
    await list([...people, ...['a', 'b', 'c', 'd'].map((name) => named(name, ada))])
    expect((await told()).filter((line) => line.endsWith('name'))).toEqual([])
  })

  it('stay dismissed once somebody said that they are two, until that is taken back', async () => {
    const [pair] = await read()
    const { body } = await world.post<Duplicate>(`/api/duplicates/${pair?.id}/dismiss`)
    expect(body).toMatchObject({ id: pair?.id, dismissedBy: 'test owner' })
    await list([...people, named('more')])
    const ids = async (query = '') => (await read(query)).map(({ id }) => id)
    expect([(await ids()).includes(pair?.id ?? ''), await ids('?dismissed=true')]).toEqual([
      false,
      [pair?.id],
    ])
    await world.post(`/api/duplicates/${pair?.id}/restore`)
    expect(await ids()).toContain(pair?.id)
  })

  it('are gone once they are one person', async () => {
    const [pair] = (await read()).filter(({ reasons }) => reasons[0]?.reason === 'address')
    await merge(world, [pair?.first.id ?? '', pair?.second.id ?? ''])
    expect((await told()).toSorted()).toEqual(['ada ada.l name', 'ada desk phone'])
  })

  it('are shown only to whoever may merge them', async () => {
    expect((await world.as('people:read').get('/api/duplicates')).status).toBe(403)
    expect((await world.as('people:write').get('/api/duplicates')).status).toBe(403)
    expect((await world.seeing({ hiddenFields: ['phone'] }).get('/api/duplicates')).status).toBe(403)
  })
})
