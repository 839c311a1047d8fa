import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { type Connections, openConnections } from '../../db/pool.ts'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import { operatorsOf } from '../../lib/condition/asked-field.ts'
import { type Condition, countsDays, type Operator } from '../../lib/condition/condition.ts'
import { formatFilter } from '../../lib/condition/format.ts'
import type { Json } from '../../lib/value.ts'
import { column } from './column.ts'
import { countList, type List, readList } from './read-list.ts'

/** Days are counted from this moment, in halves, so that no test hangs on the second it runs in. */
const now = Date.now()
const dayMs = 86_400_000
/** Where it is about noon, so that no day begins there while these tests run. */
const zone = `Etc/GMT${new Date(now).getUTCHours() < 12 ? '' : '+'}${new Date(now).getUTCHours() - 12}`
const at = (halfDays: number) => new Date(now + (2 * halfDays + 1) * (dayMs / 4)).toISOString()

interface Row {
  readonly id: number
  readonly name: string | null
  readonly size: number | null
  readonly open: boolean | null
  readonly day: string | null
  readonly seen: string | null
  readonly code: string
}
type Name = Exclude<keyof Row, 'id'>

const texts = ['a', 'B', 'ab', 'AB', 'b%', 'b_', 'B\\', "o'", 'ä', 'Äb', 'łą', 'Œß', 'ı', '👩‍💻', '', null]
const types: Readonly<Record<Name, AskedType>> = {
  name: 'text',
  size: 'number',
  open: 'boolean',
  day: 'date',
  seen: 'datetime',
  code: 'text',
}
const choices: Readonly<Record<Name, readonly (Json | null)[]>> = {
  name: texts,
  size: [-1, 0, 1.5, 2, null],
  open: [true, false, null],
  day: ['2025-12-31', '2026-01-01', '2030-06-01', null],
  seen: [at(-20), at(-3), at(0), at(3), at(20), null],
  code: ['x', 'Y', 'z'],
}
const rows: Row[] = Array.from({ length: 80 }, (_, id) => {
  const pick = (name: Name, step: number) => choices[name][Math.floor(id * step) % choices[name].length]
  // Each name has choices of its own type.
  return {
    id,
    name: pick('name', 1),
    size: pick('size', 0.7),
    open: pick('open', 0.4),
    day: pick('day', 0.3),
    seen: pick('seen', 1.3),
    code: pick('code', 0.9),
  } as Row
})

let fresh: FreshDatabase
let db: Connections
/** A text as lists sort and search it, said without SQL. */
const folded = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('œ', 'oe')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
const ranks = [...new Set([...texts, 'x', 'Y', 'z'].map((text) => folded(text ?? '')))].toSorted()
beforeAll(async () => {
  fresh = await freshDatabase()
  db = openConnections(fresh.url, 5, zone)
  await db.pool.query(
    `create table listed as select * from jsonb_to_recordset('${JSON.stringify(rows).replaceAll("'", "''")}')
       as s(id integer, name text, size numeric, open boolean, day date, seen timestamptz, code text)`,
  )
})
afterAll(async () => {
  await db.pool.end()
  await fresh.close()
})

const names = Object.keys(types) as Name[]
const columns = {
  ...Object.fromEntries(
    names.map((name) => [name, column(name, types[name], name, { filled: name === 'code' })]),
  ),
  id: column('id', 'number', 'id', { filled: true }),
}
const whole = sql<Row>`select * from listed`
const halves = [
  sql<Row>`select * from listed where id % 3 = 0`,
  sql<Row>`select * from listed where id % 3 > 0`,
]
const listOf = (parts: List<Row>['parts']): List<Row> => ({ parts, columns, order: 'id', ties: ['id'] })

const rule = fc.constantFrom(...names).chain((field) =>
  fc.constantFrom(...operatorsOf[types[field]]).chain((operator) =>
    fc.record({
      field: fc.constant(field),
      operator: fc.constant(operator),
      not: fc.boolean(),
      value: operandFor(field, operator),
    }),
  ),
)
const bySize = (one: Json, other: Json) =>
  typeof one === 'number' ? one - Number(other) : String(one) < String(other) ? -1 : 1
function operandFor(field: Name, operator: Operator): fc.Arbitrary<Json | undefined> {
  const value = fc.constantFrom(...choices[field].filter((one) => one !== null && one !== ''))
  if (operator === 'empty') return fc.constant(undefined)
  if (operator === 'in') return fc.array(value, { minLength: 1, maxLength: 3 })
  if (operator === 'between') return fc.tuple(value, value).map((both) => both.toSorted(bySize))
  if (countsDays(operator)) return fc.constantFrom(0, 1, 5, 5000)
  return value
}
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    rule.map(({ value, ...one }): Condition => ({ ...one, ...(value === undefined ? {} : { value }) })),
    fc.record({
      combine: fc.constantFrom('and', 'or'),
      rules: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

/** What a filter means, said without SQL. */
function fits(row: Row, one: Condition): boolean {
  if ('combine' in one) return one.rules[one.combine === 'and' ? 'every' : 'some']((rule) => fits(row, rule))
  const name = one.field as Name
  return (
    isTrue(row[name], one.operator, { operand: one.value ?? null, type: types[name] }) !== (one.not ?? false)
  )
}

function isTrue(
  value: Json,
  operator: Operator,
  { operand, type }: { operand: Json; type: AskedType },
): boolean {
  if (operator === 'empty' || value === null) return operator === 'empty' && value === null
  const lower = (one: Json) => (typeof one === 'string' ? one.toLowerCase() : one)
  const size = (one: Json) => (type === 'number' ? Number(one) : Date.parse(String(one)))
  const [text, part] = [folded(String(value)), folded(String(operand))]
  switch (operator) {
    case 'equals':
      return lower(value) === lower(operand)
    case 'in':
      return Array.isArray(operand) && operand.map(lower).includes(lower(value))
    case 'contains':
      return text.includes(part)
    case 'starts':
      return text.startsWith(part)
    case 'ends':
      return text.endsWith(part)
    case 'greater':
      return size(value) > size(operand)
    case 'less':
      return size(value) < size(operand)
    case 'between':
      return Array.isArray(operand) && isBetween(size(value), operand.map(size))
    case 'before-days':
      return daysFromNow(value, type) < -Number(operand)
    case 'after-days':
      return daysFromNow(value, type) > Number(operand)
    case 'last-days':
      return isBetween(daysFromNow(value, type), [-Number(operand), 0])
    case 'next-days':
      return isBetween(daysFromNow(value, type), [0, Number(operand)])
  }
}

const isBetween = (size: number, [first = 0, last = 0]: readonly number[]) => size >= first && size <= last

/** How many days a value is from today, as the calendar of the workspace counts them. */
function daysFromNow(value: Json, type: AskedType): number {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
  const day = type === 'date' ? String(value) : calendar.format(new Date(String(value)))
  return Math.round((Date.parse(day) - Date.parse(calendar.format(now))) / dayMs)
}

const sorts = fc
  .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
  .chain((chosen) => fc.tuple(...chosen.map((name) => fc.boolean().map((down) => ({ name, down })))))
type Sort = readonly { readonly name: Name; readonly down: boolean }[]
const written = (sort: Sort) => sort.map(({ name, down }) => (down ? `-${name}` : name)).join(',')

function compare(a: Row, b: Row, sort: Sort): number {
  for (const { name, down } of sort) {
    const [one, other] = [rank(a[name]), rank(b[name])]
    if (one === other) continue
    if (one === null || other === null) return one === null ? 1 : -1
    return one < other === down ? 1 : -1
  }
  return sort.at(-1)?.down ? b.id - a.id : a.id - b.id
}

function rank(value: Json): number | null {
  if (value === null) return null
  if (typeof value !== 'string') return Number(value)
  const place = ranks.indexOf(folded(value))
  return place >= 0 ? place : Date.parse(value)
}

const ids = (some: readonly Row[]) => some.map(({ id }) => id)

describe('a list', () => {
  it('has exactly the rows of which its filter is true, and counts them', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (one) => {
        const filter = formatFilter(one)
        const expected = ids(rows.filter((row) => fits(row, one)))
        const { items } = await readList(db, listOf([whole]), { filter, limit: 200 })
        expect(ids(items)).toEqual(expected)
        const counts = await Promise.all(
          [[whole], halves].map((parts) => countList(db, listOf(parts), filter)),
        )
        expect(counts).toEqual(Array(2).fill({ count: expected.length, exact: true }))
      }),
      { numRuns: 300 },
    )
  })

  it('comes piece by piece in every order, no row twice and none left out', async () => {
    await fc.assert(
      fc.asyncProperty(
        sorts,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom<List<Row>>(listOf([whole]), listOf(halves), { ...listOf([whole]), isLarge: true }),
        async (sort, limit, list) => {
          const found: number[] = []
          let cursor: string | undefined
          do {
            const piece = await readList(db, list, { sort: written(sort), limit, cursor })
            found.push(...ids(piece.items))
            cursor = piece.next ?? undefined
          } while (cursor !== undefined)
          expect(found).toEqual(ids(rows.toSorted((a, b) => compare(a, b, sort))))
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    [{ filter: 'nmae eq "a"' }, 'There is no field "nmae" here; did you mean "name"?'],
    [{ filter: 'name greater "a"' }, 'possible are equals, contains'],
    [{ filter: 'size eq "many"' }, 'is no number'],
    [{ filter: 'day eq 2026-02-31' }, 'is no ISO 8601 date'],
    [{ filter: Array(51).fill('name empty').join(' or ') }, '50 are the most'],
    [{ filter: `${'(name empty or '.repeat(9)}name empty${')'.repeat(9)}` }, 'nested 8 deep'],
    [{ filter: 'constructor empty' }, 'There is no field "constructor"'],
    [{ sort: 'toString' }, 'There is no field "toString"'],
    [{ sort: 'name,-name' }, 'names a field twice'],
    [{ sort: '' }, 'There is no field ""'],
    [{ sort: 'name,size,open,day,seen,code' }, '5 fields are the most'],
    [{ sort: 'name; drop table listed' }, 'There is no field "name; drop table listed"'],
  ])('refuses %j', async (wish, message) => {
    await expect(readList(db, listOf([whole]), { limit: 5, ...wish })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message),
    })
  })

  const cursorOf = (parts: readonly Json[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const madeUp = (...parts: readonly Json[]) => cursorOf(['folded', ...parts])
  it.each([
    ['of the time when letters with accents stood at the end', 'name', cursorOf(['name', 'a', '1'])],
    ['of another order', 'name', madeUp('-name', 'a', '1')],
    ['with too little', 'name', madeUp('name', 'a')],
    ['with something else in it', 'seen', madeUp('seen', 'yesterday evening', '1')],
    ['with a number that is none', 'size', madeUp('size', '1e999999', '1')],
    ['that is no text', 'size', madeUp('size', { a: 1 }, '1')],
    ['that is noise', 'name', 'noise'],
  ])('refuses a cursor %s', async (_, sort, cursor) => {
    await expect(readList(db, listOf([whole]), { limit: 5, sort, cursor })).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('cursor'),
    })
  })

  it('gives up after five seconds, with advice', async () => {
    const slow = sql<Row>`select s.* from listed s, pg_sleep(30)`
    const wish = { limit: 5, sort: '-size', filter: 'name eq "a" or open eq true' }
    await expect(readList(db, listOf([slow]), wish)).rejects.toMatchObject({
      code: 'list.slow',
      message: expect.stringContaining('given up: sorted by size and filtered by name, open. Narrow it'),
    })
  })
})
