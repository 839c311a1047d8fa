import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { column } from './column.ts'
import { countGroups } from './groups.ts'
import { hasText } from './has-text.ts'
import { type List, readList } from './read-list.ts'

interface Row {
  readonly id: number
  readonly name: string
}

const columns = {
  id: column('id', 'number', 'Id', { filled: true }),
  name: column('name', 'text', 'Name', { filled: true }),
}
const listOf = (part: List<Row>['parts'][number]): List<Row> => ({
  parts: [part],
  columns,
  order: 'name',
  ties: ['id'],
})

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await db.pool.query('create table called (id integer generated always as identity, name text not null)')
})
afterAll(() => db.close())

async function named(...names: readonly string[]): Promise<void> {
  await db.pool.query('truncate called')
  await db.pool.query('insert into called (name) select unnest($1::text[])', [names])
}

/** What the list shows, piece by piece. */
async function shown(filter?: string): Promise<readonly string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await readList(db, listOf(sql`select * from called`), {
      filter,
      limit: 2,
      cursor,
    })
    found.push(...items.map(({ name }) => name))
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return found
}

const searched = async (text: string) => {
  const list = listOf(sql`select * from called r where ${hasText(sql`r.name`, text)}`)
  const { items } = await readList(db, list, { limit: 200 })
  return items.map(({ name }) => name)
}

describe('letters with accents stand with those without', () => {
  it.each([
    [
      'German',
      [
        'Mueller',
        'Muller',
        'Müller',
        'mullins',
        'Österreich',
        'Ozean',
        'Strasse',
        'Straße',
        'Zoë',
        'zuletzt',
      ],
    ],
    ['Polish', ['Ładny', 'Lange', 'Łukasz', 'Luther', 'Żak', 'Zamek', 'Źdźbło']],
    ['French', ['Élodie', 'Emma', 'Éric', 'Hervé', 'Œuvre', 'Olga']],
    ['Turkish', ['Çelik', 'Demir', 'İbrahim', 'Ilgaz', 'ılık', 'Işık', 'Izmir', 'Şahin', 'Tan']],
    ['Danish and Vietnamese', ['Åse', 'Atle', 'Đặng', 'Denis', 'Ørsted', 'Otto']],
    ['of other scripts, behind them', ['zz', 'Άλφα', 'Βήτα', 'Ёлкин', 'Жуков', '王', '👩‍💻']],
    ['empty', ['', 'a', 'Ä', 'b']],
  ])('%s', async (_, names) => {
    await named(...names)
    expect(await shown()).toEqual(names)
    await named(...names.toReversed())
    const isSame = (one: string, other: string) =>
      one.localeCompare(other, 'de', { sensitivity: 'base' }) === 0
    const again = await shown()
    for (const [at, name] of again.entries()) expect(isSame(name, names[at] ?? '')).toBe(true)
  })

  it('after a hundred letters that are the same, in the order they came', async () => {
    const long = 'ü'.repeat(100)
    await named(`${long}b`, `${long}a`, `${long.slice(1)}a`)
    expect(await shown()).toEqual([`${long.slice(1)}a`, `${long}b`, `${long}a`])
  })
})

describe('letters are found with and without their accents', () => {
  it.each([
    ['muller', ['Müller', 'MULLER', 'Muller-Lüdenscheidt']],
    ['MÜLLER', ['Müller', 'MULLER', 'Muller-Lüdenscheidt']],
    ['mu\u0308ller', ['Müller', 'MULLER', 'Muller-Lüdenscheidt']],
    ['strasse', ['Straße']],
    ['straße', ['Straße']],
    ['lodz', ['Łódź']],
    ['isik', ['Işık']],
    ['IŞIK', ['Işık']],
    ['👩‍💻', ['Zoë 👩‍💻']],
    ['mueller', []],
  ])('%s', async (text, names) => {
    await named('Müller', 'MULLER', 'Muller-Lüdenscheidt', 'Straße', 'Łódź', 'Işık', 'Zoë 👩‍💻', '')
    const told = JSON.stringify(text)
    expect(await shown(`name contains ${told}`)).toEqual(names)
    expect(await searched(text)).toEqual(names)
    if (text !== '👩‍💻') expect(await shown(`name starts ${told}`)).toEqual(names)
  })

  it('two letters where words begin, and the end of a name', async () => {
    await named('Ana Öz', 'Ana Ozan', 'Bozena', 'Doz')
    expect(await searched('oz')).toEqual(['Ana Öz', 'Ana Ozan'])
    expect(await shown('name ends "öz"')).toEqual(['Ana Öz', 'Doz'])
  })

  it('but a name that is asked for as a whole is only itself, in any case of letters, however long', async () => {
    const long = 'ü'.repeat(150)
    await named('Müller', 'MÜLLER', 'Muller', long, 'u'.repeat(150))
    expect(await shown('name eq "müller"')).toEqual(['Müller', 'MÜLLER'])
    expect(await shown('name in ("müller")')).toEqual(['Müller', 'MÜLLER'])
    expect(await shown('name not eq "müller"')).toEqual(['Muller', long, 'u'.repeat(150)])
    expect(await shown(`name eq "${long.toUpperCase()}"`)).toEqual([long])
  })

  it('and is counted as one of its own, beside those that look like it', async () => {
    await named('Müller', 'MÜLLER', 'Muller', 'Zoë', 'Łukasz')
    const { items } = await countGroups(db, listOf(sql`select * from called`), { by: 'name' })
    expect(items.map(({ count }) => count)).toEqual([2, 1, 1, 1])
    expect(items.slice(1).map(({ value }) => value)).toEqual(['Łukasz', 'Muller', 'Zoë'])
  })
})
