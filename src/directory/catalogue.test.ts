import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { inTransaction } from '../db/transaction.ts'
import { createField, fieldKey, type NewField, readFields } from './catalogue.ts'
import { lockDirectory } from './lock.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const create = (field: NewField) => inTransaction(database.pool, (client) => createField(client, field))

/** Asks for a field that cannot be, and answers the problems; nothing may have changed. */
async function refusal(field: NewField): Promise<readonly { field: string; message: string }[]> {
  const before = await readColumns()
  const refused = await create(field).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'input.invalid' })
  expect(await readColumns()).toEqual(before)
  return (refused as { detail: { problems: { field: string; message: string }[] } }).detail.problems
}

async function readColumns(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.pool.query(
    `select column_name, data_type from information_schema.columns where table_name = 'person' order by ordinal_position`,
  )
  return Object.fromEntries(rows.map((row) => [row.column_name, row.data_type]))
}

describe('the key of a field', () => {
  it.each([
    ['Planhat User ID', 'planhat_user_id'],
    ['  Straße & Größe ', 'stra_e_gro_e'],
    ['Número de móvil', 'numero_de_movil'],
    ['ﬁrst “Name” (2)', 'first_name_2'],
    [`Robert'); drop table person;--`, 'robert_drop_table_person'],
    ['漢字', ''],
  ])('of %s is %s', (label, key) => {
    expect(fieldKey(label)).toBe(key)
  })
})

describe('a new field', () => {
  it.each<[NewField['type'], string]>([
    ['text', 'text'],
    ['long_text', 'text'],
    ['email', 'text'],
    ['integer', 'bigint'],
    ['decimal', 'numeric'],
    ['boolean', 'boolean'],
    ['date', 'date'],
    ['datetime', 'timestamp with time zone'],
    ['choice', 'text'],
  ])('of type %s is a column of type %s', async (type, column) => {
    const options = type === 'choice' ? ['S', 'M'] : []
    const field = await create({ label: `Some ${type}`, type, options })
    expect(field).toMatchObject({ object: 'person', label: `Some ${type}`, type, options, core: false })
    expect(await readColumns()).toMatchObject({ [field.key]: column })
    expect((await readFields(database.pool)).at(-1)).toEqual(field)
  })

  it('may have any label that begins with a letter, whatever SQL would make of it', async () => {
    const label = `Robert'); drop table person;-- "$1" %s \\`
    expect(await create({ label, type: 'text', unique: true })).toMatchObject({ label })
    expect((await readFields(database.pool)).at(-1)?.label).toBe(label)
  })

  it('that is unique keeps people apart by it, e-mails in any case of letters', async () => {
    await create({ label: 'Work mail', type: 'email', unique: true })
    const insert = (name: string, mail: string) =>
      database.pool.query('insert into person (username, email, work_mail) values ($1, $1, $2)', [name, mail])
    await insert('ada', 'Ä@muster.test')
    await expect(insert('bob', 'ä@muster.test')).rejects.toMatchObject({ code: '23505' })
  })

  it('may be unique beside another whose long label begins the same', async () => {
    const label = 'a'.repeat(58)
    await create({ label: `${label}1`, type: 'text', unique: true })
    expect(await create({ label: `${label}2`, type: 'text', unique: true })).toMatchObject({ unique: true })
  })
})

describe('a field cannot be made', () => {
  it.each<[string, NewField, string]>([
    ['without a label', { label: ' ', type: 'text' }, 'needs a label'],
    ['with a label that is there', { label: 'first NAME', type: 'text' }, 'already a field "First name"'],
    ['with a label that gives the same key', { label: 'First-name!', type: 'text' }, '"First name"'],
    ['with a label of no Latin letter', { label: '漢字', type: 'text' }, 'Latin'],
    ['with a label that begins with a number', { label: '1st day', type: 'text' }, 'Latin'],
    ['with a word of SQL', { label: 'Select', type: 'text' }, 'reserved'],
    ['with a column that people have anyway', { label: 'Archived at', type: 'datetime' }, 'reserved'],
    ['with what lists call a name', { label: 'name', type: 'text' }, 'lists call a column of their own'],
    ['with the name of a generated column', { label: 'Email key', type: 'text' }, '"Email"'],
    ['with a label of 60 letters', { label: 'é'.repeat(60), type: 'text' }, 'too long'],
    [
      'as a unique choice',
      { label: 'Sized', type: 'choice', options: ['S'], unique: true },
      'cannot be unique',
    ],
    ['as a unique long text', { label: 'Story', type: 'long_text', unique: true }, 'cannot be unique'],
    ['as a unique yes or no', { label: 'Vip', type: 'boolean', unique: true }, 'cannot be unique'],
    ['as a choice without options', { label: 'Sized', type: 'choice' }, 'at least one option'],
    [
      'as a choice with an option twice',
      { label: 'Sized', type: 'choice', options: ['S', 'S '] },
      'name of its own',
    ],
    [
      'as a choice with an empty option',
      { label: 'Sized', type: 'choice', options: ['S', ' '] },
      'name of its own',
    ],
    [
      'as a text with options',
      { label: 'Sized', type: 'text', options: ['S'] },
      'only a field of type choice',
    ],
  ])('%s', async (_, field, said) => {
    expect((await refusal(field)).map(({ message }) => message).join()).toContain(said)
  })

  it('with the column that keeps another field unique, in either order', async () => {
    await create({ label: 'Home mail', type: 'email', unique: true })
    expect((await refusal({ label: 'Home mail key', type: 'text' }))[0]?.message).toContain('"Home mail"')
    await create({ label: 'Spare mail key', type: 'text' })
    const problems = await refusal({ label: 'Spare mail', type: 'email', unique: true })
    expect(problems[0]?.message).toContain('"Spare mail key"')
  })
})

describe('while the directory is being written', () => {
  it('a field waits for a moment, then asks to try again later', async () => {
    const holder = await database.pool.connect()
    try {
      await holder.query('begin')
      await lockDirectory(holder)
      await expect(create({ label: 'Late', type: 'text' })).rejects.toMatchObject({ code: 'database.locked' })
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    expect(await create({ label: 'Late', type: 'text' })).toMatchObject({ key: 'late' })
  })

  it('a field neither waits for ever nor comes to be in part behind a reader of people', async () => {
    const reader = await database.pool.connect()
    try {
      await reader.query('begin')
      await reader.query('select from person')
      await expect(create({ label: 'Later', type: 'text' })).rejects.toMatchObject({
        code: 'database.locked',
      })
    } finally {
      await reader.query('rollback')
      reader.release()
    }
    expect(await readColumns()).not.toHaveProperty('later')
  })

  it('two that make the same field at once make it once', async () => {
    const made = await Promise.allSettled([1, 2].map(() => create({ label: 'Twice', type: 'text' })))
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(made.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'input.invalid' },
    })
  })
})

it('people have 300 fields and no more', async () => {
  const { length } = await readFields(database.pool)
  await inTransaction(database.pool, async (client) => {
    for (let at = length; at < 300; at++) await createField(client, { label: `Field ${at}`, type: 'text' })
  })
  const fields = await readFields(database.pool)
  expect(fields).toHaveLength(300)
  expect(fields.at(-1)?.key).toBe('field_299')
  expect((await refusal({ label: 'One more', type: 'text' }))[0]?.message).toContain('at most 300')
})
