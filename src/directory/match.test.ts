import { beforeAll, describe, expect, it } from 'vitest'
import { named, planhat } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { planList, takeList } from '../../test/directory/plans.ts'
import { newSource, readAccounts, readHistory, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import { createField } from './catalogue.ts'

const database = freshDirectory()
beforeAll(() =>
  inTransaction(database.pool, (client) =>
    createField(client, { label: 'Badge', type: 'integer', unique: true }),
  ),
)

const byBoth = { syncKeys: ['username', 'email'] }

describe('a record finds its person', () => {
  it('by its vendor id, whatever became of its keys', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada') }])
    const renamed = await takeList(pool, [{ id: '1', row: named('ada.lovelace') }])
    expect(endings(renamed)).toEqual({ 1: 'updated' })
    expect(Object.keys(await readPeople(pool))).toEqual(['ada.lovelace'])
  })

  it('by the first sync key, then by the second', async () => {
    const { pool } = database
    await takeList(pool, [
      { id: '1', row: named('ada') },
      { id: '2', row: named('bob') },
    ])
    const other = await newSource(pool, 1)
    const planned = await takeList(
      pool,
      [
        { id: 'x', row: { username: 'ada', title: 'Countess' } },
        { id: 'y', row: { email: 'bob@muster.test', title: 'Builder' } },
      ],
      { ...byBoth, source: other },
    )
    expect(endings(planned)).toEqual({ x: 'updated', y: 'updated' })
    const people = await readPeople(pool)
    expect([people.ada?.title, people.bob?.title]).toEqual(['Countess', 'Builder'])
  })

  it('in any case of letters, beyond ASCII too', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: { username: 'Ångström', email: 'ÄRGER@müster.test' } }])
    const planned = await planList(
      pool,
      [
        { id: 'x', row: { username: 'ÅNGSTRÖM' } },
        { id: 'y', row: { email: 'ärger@MÜSTER.test' } },
      ],
      { ...byBoth, preference: 'update' },
    )
    expect(endings(planned)).toEqual({ x: 'updated linked', y: 'skipped same_object' })
  })

  it('by a unique number', async () => {
    const { pool } = database
    const options = { syncKeys: ['badge'] }
    await takeList(pool, [{ id: '1', row: named('ada', { badge: 7 }) }], options)
    const planned = await takeList(pool, [{ id: '2', row: named('ada', { badge: 7, title: 'Dr' }) }], options)
    expect(endings(planned)).toEqual({ 2: 'updated' })
    expect((await readPeople(pool)).ada).toMatchObject({ badge: 7, title: 'Dr' })
  })

  it('by a key that only finds, and is written only with the creation', async () => {
    const { pool } = database
    const list = (name: string, email: string) => [{ id: '1', row: { username: name }, keys: { email } }]
    const options = { syncKeys: ['email'] }
    await takeList(pool, list('ada', 'ada@muster.test'), options)
    const moved = await takeList(pool, list('countess', 'elsewhere@muster.test'), options)
    expect(endings(moved)).toEqual({ 1: 'updated' })
    expect(await readPeople(pool)).toMatchObject({ countess: { email: 'ada@muster.test' } })
    const again = await takeList(pool, [{ ...list('ada', 'ADA@muster.test')[0], id: '2', row: {} }], options)
    expect(Object.keys(await readPeople(pool))).toEqual(['countess'])
    expect(endings(again)).toEqual({ 2: 'updated linked' })
  })
})

describe('a record touches nobody', () => {
  it('when its keys point to different people', async () => {
    const { pool } = database
    await takeList(pool, [
      { id: '1', row: named('ada') },
      { id: '2', row: named('bob') },
    ])
    const before = await readPeople(pool)
    const list = [{ id: 'x', row: { username: 'ada', email: 'bob@muster.test', title: 'Both' } }]
    const planned = await takeList(pool, list, { ...byBoth, application: planhat })
    expect(endings(planned)).toEqual({ x: 'failed keys_disagree' })
    expect(await readPeople(pool)).toEqual(before)
    expect((await readAccounts(pool)).x).toMatchObject({ person: null })
  })

  it('when its keys are empty or missing, even if somebody has none either', async () => {
    const { pool } = database
    const options = { syncKeys: ['badge'] }
    await takeList(pool, [{ id: '1', row: named('ada') }])
    const planned = await planList(
      pool,
      [
        { id: 'x', row: named('ada', { badge: null }) },
        { id: 'y', row: named('bob') },
      ],
      options,
    )
    expect(endings(planned)).toEqual({ x: 'skipped no_key', y: 'skipped no_key' })
  })

  it('when its person is archived', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada') }])
    await pool.query('update person set archived_at = now()')
    const before = await readPeople(pool)
    const list = [
      { id: '1', row: named('ada', { title: 'Countess' }) },
      { id: '2', row: named('ada', { title: 'Count' }) },
    ]
    const planned = await takeList(pool, list, { application: planhat })
    expect(endings(planned)).toEqual({ 1: 'skipped archived', 2: 'skipped archived' })
    expect(await readPeople(pool)).toEqual(before)
    expect(await readHistory(pool, planned)).toEqual([])
  })

  it('when the integration only updates and nobody has its keys, or only creates and somebody has', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada') }])
    const list = [
      { id: 'x', row: named('ada', { title: 'Countess' }) },
      { id: 'y', row: named('bob') },
    ]
    const source = await newSource(pool, 1)
    const updated = await takeList(pool, list, { source, preference: 'update' })
    expect(endings(updated)).toEqual({ x: 'updated', y: 'skipped no_match' })
    expect(Object.keys(await readPeople(pool))).toEqual(['ada'])
    const created = await takeList(pool, list, { source, preference: 'create' })
    expect(endings(created)).toEqual({ x: 'skipped exists', y: 'created' })
    expect(endings(await planList(pool, list, { source }))).toEqual({})
  })
})

describe('a key that its owner gives up in the same list', () => {
  const renamed = { id: '1', row: named('ada', { email: 'ada.left@muster.test', title: 'Countess' }) }
  const newcomer = { id: '2', row: named('bob', { email: 'ada@muster.test', title: 'Builder' }) }
  const options = { syncKeys: ['email'], application: planhat }

  it.each([
    ['leaver first', [{ ...renamed, standing: 1 }, newcomer]],
    ['newcomer first', [newcomer, { ...renamed, standing: 1 }]],
  ])('goes to the newcomer, who is somebody else: %s', async (_, list) => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada') }], options)
    const planned = await takeList(pool, list, options)
    expect(endings(planned)).toEqual({ 1: 'updated', 2: 'created' })
    expect(await readPeople(pool)).toMatchObject({
      ada: { email: 'ada.left@muster.test', title: 'Countess' },
      bob: { email: 'ada@muster.test', title: 'Builder' },
    })
    expect(await readAccounts(pool)).toMatchObject({ 1: { person: 'ada' }, 2: { person: 'bob' } })
  })

  it('may also be emptied', async () => {
    const { pool } = database
    const byBadge = { syncKeys: ['badge'] }
    await takeList(pool, [{ id: '1', row: named('ada', { badge: 7 }) }], byBadge)
    const list = [
      { id: '1', row: { badge: null } },
      { id: '2', row: named('bob', { badge: 7 }) },
    ]
    expect(endings(await takeList(pool, list, byBadge))).toEqual({ 1: 'updated', 2: 'created' })
  })

  it('keeps the newcomer away when its owner cannot give it up', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada') }], options)
    const list = [{ ...renamed, row: { ...renamed.row, username: null } }, newcomer]
    expect(endings(await takeList(pool, list, options))).toEqual({ 1: 'failed mandatory', 2: 'failed taken' })
    expect(await readAccounts(pool)).toMatchObject({ 1: { person: 'ada' }, 2: { person: null } })
  })
})

describe('rows of nobody that share a key', () => {
  it('become one person with a SaaS user each: active speaks before inactive before removed', async () => {
    const { pool } = database
    const row = (title: string, more = {}) => ({ ...named('ada'), title, ...more })
    const planned = await takeList(
      pool,
      [
        { id: '1', row: row('Removed', { phone: '1', location: 'Ockham' }), standing: 2 },
        { id: '2', row: row('Inactive', { phone: '2' }), standing: 1 },
        { id: '3', row: row('Active') },
        { id: '4', row: row('Active too') },
      ],
      { application: planhat },
    )
    expect(endings(planned)).toEqual({
      1: 'skipped same_object',
      2: 'skipped same_object',
      3: 'created',
      4: 'skipped same_object',
    })
    expect(await readPeople(pool)).toMatchObject({ ada: { title: 'Active', phone: '2', location: 'Ockham' } })
    expect(Object.values(await readAccounts(pool)).map(({ person }) => person)).toEqual(Array(4).fill('ada'))
  })

  it('stay two people when only something that is no key is the same', async () => {
    const { pool } = database
    const planned = await takeList(pool, [
      { id: '1', row: named('ada', { badge: null, title: 'x' }) },
      { id: '2', row: named('bob', { badge: null, title: 'x' }) },
    ])
    expect(endings(planned)).toEqual({ 1: 'created', 2: 'created' })
  })
})
