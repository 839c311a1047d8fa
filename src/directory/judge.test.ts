import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ListedRecord, named } from '../../test/directory/listed.ts'
import { endings } from '../../test/directory/outcomes.ts'
import { takeList } from '../../test/directory/plans.ts'
import { newSource, readPeople } from '../../test/directory/tables.ts'
import { freshDirectory } from '../../test/fresh-directory.ts'
import { inTransaction } from '../db/transaction.ts'
import { createField } from './catalogue.ts'

const database = freshDirectory()
beforeAll(() =>
  inTransaction(database.pool, async (client) => {
    await createField(client, { label: `The "Badge" it's`, type: 'integer', unique: true })
    await createField(client, { label: 'Keycard', type: 'text', unique: true })
  }),
)

/** Ada, Bob and Cleo by the vendor ids a, b and c, with these e-mails. */
const emails = (given: Readonly<Record<string, string | null>>): ListedRecord[] =>
  Object.entries(given).map(([name, mail]) => ({
    id: name.charAt(0),
    row: { username: name, email: mail === null ? null : `${mail}@muster.test` },
  }))

const readEmails = async () =>
  Object.fromEntries(
    Object.entries(await readPeople(database.pool)).map(([name, { email }]) => [
      name,
      String(email).replace('@muster.test', ''),
    ]),
  )

const before = { ada: 'ada', bob: 'bob', cleo: 'cleo' }

describe('a unique value', () => {
  beforeEach(() => takeList(database.pool, emails(before)))

  it.each([
    ['two people swap it', { ada: 'bob', bob: 'ada', cleo: 'cleo' }],
    ['three pass it on in a ring', { ada: 'bob', bob: 'cleo', cleo: 'ada' }],
    ['two follow one who takes a new one', { ada: 'bob', bob: 'cleo', cleo: 'new' }],
    ['it changes in case only', { ada: 'ADA', bob: 'Bob', cleo: 'cleo' }],
  ])('is nobody else’s at the end: %s', async (_, after) => {
    const planned = await takeList(database.pool, emails(after))
    expect(Object.values(endings(planned))).not.toContain('failed taken')
    expect(await readEmails()).toEqual(after)
  })

  it('of somebody who keeps it fails that record only, and names the owner', async () => {
    const planned = await takeList(database.pool, emails({ ada: 'Bob', cleo: 'new' }))
    expect(endings(planned)).toEqual({ a: 'failed taken', c: 'updated' })
    expect(planned.outcomes[0]?.problems).toEqual([
      { field: 'Email', message: '"bob@muster.test" already belongs to bob' },
    ])
    expect(await readEmails()).toEqual({ ...before, cleo: 'new' })
  })

  it('whose owner cannot give it up fails whoever waited for it, by name', async () => {
    const planned = await takeList(database.pool, emails({ ada: 'bob', bob: 'cleo', cleo: null }))
    expect(endings(planned)).toEqual({ a: 'failed taken', b: 'failed taken', c: 'failed mandatory' })
    expect(planned.outcomes.map(({ problems }) => problems?.[0]?.message)).toEqual([
      '"bob@muster.test" already belongs to bob',
      '"cleo@muster.test" already belongs to cleo',
      'is mandatory, and the record would empty it',
    ])
    expect(await readEmails()).toEqual(before)
  })

  it('twice in a list stays with who has it', async () => {
    const planned = await takeList(database.pool, emails({ ada: 'bob', bob: 'bob', cleo: 'new' }))
    expect(endings(planned)).toEqual({ a: 'failed taken', c: 'updated' })
    expect(await readEmails()).toEqual({ ...before, cleo: 'new' })
  })

  it('twice in a list goes to existing people before new ones, then to the first', async () => {
    const planned = await takeList(database.pool, [
      ...emails({ dora: 'new', eve: 'newer', ada: 'new' }),
      { id: 'f', row: { username: 'finn', email: 'newer@muster.test' } },
    ])
    expect(endings(planned)).toEqual({ d: 'failed taken', e: 'created', a: 'updated', f: 'failed taken' })
    expect(planned.outcomes[0]?.problems).toEqual([
      { field: 'Email', message: '"new@muster.test" is also that of record a in the same list' },
    ])
  })

  it('of an archived person is still taken', async () => {
    await database.pool.query(`update person set archived_at = now() where username = 'bob'`)
    const planned = await takeList(database.pool, emails({ ada: 'bob', bob: 'new' }))
    expect(endings(planned)).toEqual({ a: 'failed taken', b: 'skipped archived' })
  })

  it('that is handed on along a chain of two thousand stays with all of them when its end is taken', async () => {
    const people = Array.from({ length: 2000 }, (_, at) => ({ id: `${at}`, row: named(`n${at}`) }))
    await takeList(database.pool, people)
    const moved = people.map(({ id }, at) => ({
      id,
      row: { email: at === 1999 ? 'ada@muster.test' : `n${at + 1}@muster.test` },
    }))
    const planned = await takeList(database.pool, moved)
    expect(new Set(Object.values(endings(planned)))).toEqual(new Set(['failed taken']))
    expect(planned.outcomes).toHaveLength(2000)
  })

  it('given up in the same list may go to somebody new', async () => {
    const planned = await takeList(database.pool, emails({ ada: 'new', dora: 'ada' }))
    expect(endings(planned)).toEqual({ a: 'updated', d: 'created' })
    expect(await readEmails()).toEqual({ ...before, ada: 'new', dora: 'ada' })
  })

  it('of any type and label is judged and named', async () => {
    const key = 'the_badge_it_s'
    const planned = await takeList(database.pool, [
      { id: 'a', row: { [key]: 7, keycard: `O'Neill\\ "$1" %s` } },
      { id: 'b', row: { [key]: 7 } },
      { id: 'c', row: { keycard: `O'Neill\\ "$1" %s` } },
    ])
    expect(endings(planned)).toEqual({ a: 'updated', b: 'failed taken', c: 'failed taken' })
    expect(planned.outcomes.map(({ problems }) => problems?.[0])).toEqual([
      undefined,
      { field: `The "Badge" it's`, message: '"7" is also that of record a in the same list' },
      { field: 'Keycard', message: `"O'Neill\\ "$1" %s" is also that of record a in the same list` },
    ])
  })

  it('may be emptied by many, and its old owner no longer stands in the way', async () => {
    const cards = (given: Readonly<Record<string, string | null>>): ListedRecord[] =>
      Object.entries(given).map(([id, keycard]) => ({ id, row: { keycard } }))
    await takeList(database.pool, cards({ a: '1', b: '2', c: '3' }))
    const planned = await takeList(database.pool, cards({ a: null, b: null, c: '1' }))
    expect(endings(planned)).toEqual({ a: 'updated', b: 'updated', c: 'updated' })
    expect(await readPeople(database.pool)).toMatchObject({ cleo: { keycard: '1' } })
  })
})

describe('a mandatory field', () => {
  it('without a value keeps a new person away, with every such field named', async () => {
    const planned = await takeList(database.pool, [
      { id: '1', row: { username: 'ada' } },
      { id: '2', row: named('bob') },
    ])
    expect(endings(planned)).toEqual({ 1: 'failed mandatory', 2: 'created' })
    expect(planned.outcomes[0]?.problems).toEqual([
      { field: 'Email', message: 'is mandatory, and the record has no value for it' },
    ])
  })

  it('that would be emptied leaves the person as it is; missing is not empty', async () => {
    const { pool } = database
    await takeList(pool, emails(before))
    const planned = await takeList(pool, [
      { id: 'a', row: { email: null, title: 'x' } },
      { id: 'b', row: { title: 'x' } },
    ])
    expect(endings(planned)).toEqual({ a: 'failed mandatory', b: 'updated' })
    expect((await readPeople(pool)).ada).not.toHaveProperty('title')
  })

  it('may be emptied by one source while another has a value', async () => {
    const { pool } = database
    const later = await newSource(pool, 2)
    await newSource(pool, 1)
    await takeList(pool, [{ id: '1', row: named('ada', { email: 'later@muster.test' }) }], { source: later })
    await takeList(pool, [{ id: '1', row: named('ada') }])
    const planned = await takeList(pool, [{ id: '1', row: { email: null } }], { source: later })
    expect(endings(planned)).toEqual({ 1: 'updated' })
    expect((await readPeople(pool)).ada).toMatchObject({ email: 'ada@muster.test' })
  })

  it('is filled by what every record of the run is given', async () => {
    const { pool } = database
    await pool.query(`update field set mandatory = true where key = 'location'`)
    try {
      const planned = await takeList(pool, [
        { id: '1', row: named('ada'), volatile: { location: 'Planhat' } },
      ])
      expect(endings(planned)).toEqual({ 1: 'created' })
      expect((await readPeople(pool)).ada).toMatchObject({ location: 'Planhat' })
    } finally {
      await pool.query(`update field set mandatory = false where key = 'location'`)
    }
  })

  it('called Role is the usual one when a record has none, today and later', async () => {
    const { pool } = database
    await takeList(pool, [{ id: '1', row: named('ada', { role: null }) }])
    expect((await readPeople(pool)).ada).toMatchObject({ role: 'employee' })
    const later = await takeList(pool, [{ id: '1', row: named('ada', { role: null, title: 'x' }) }])
    expect(endings(later)).toEqual({ 1: 'updated' })
    await takeList(pool, [{ id: '1', row: { role: 'viewer' } }])
    const emptied = await takeList(pool, [{ id: '1', row: { role: null } }])
    expect(emptied.outcomes[0]?.changes).toEqual({ role: ['viewer', 'employee'] })
  })
})

describe('a record that fails', () => {
  it('fails the others that speak for its person, and keeps their SaaS users as nobody’s', async () => {
    const planned = await takeList(database.pool, [
      { id: '1', row: { username: 'ada', email: null } },
      { id: '2', row: { username: 'ada' } },
    ])
    expect(endings(planned)).toEqual({ 1: 'failed mandatory', 2: 'failed object_failed' })
    expect(await readPeople(database.pool)).toEqual({})
  })

  it('is looked at again in every run, and never hides what was known', async () => {
    const { pool } = database
    await takeList(pool, emails(before))
    await takeList(pool, emails({ ada: 'bob' }))
    const { rows } = await pool.query(
      `select "row"->>'email' as email, raw_hash is not null as known from source_record where vendor_id = 'a'`,
    )
    expect(rows).toEqual([{ email: 'ada@muster.test', known: true }])
    await takeList(pool, [{ id: 'z', row: { username: 'zoe' } }])
    const { rows: stubs } = await pool.query(
      `select "row", raw_hash, object_id from source_record where vendor_id = 'z'`,
    )
    expect(stubs).toEqual([{ row: {}, raw_hash: null, object_id: null }])
    const planned = await takeList(pool, [{ id: 'z', row: named('zoe') }])
    expect(endings(planned)).toEqual({ z: 'created' })
  })
})
