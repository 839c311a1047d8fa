import { type SqlBool, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Sql, Test } from '../list/column.ts'
import { hasText } from '../list/has-text.ts'
import { inTime } from '../list/in-time.ts'
import type { Sight } from '../list/sight.ts'
import { matches } from './person-names.ts'

/** What is searched, and the bare ids of all people that have it in their names where they are few. */
export interface Search {
  readonly text: string
  readonly people: readonly string[] | undefined
}

/** What accounts are searched by in one text; without names, only their ids. */
export const searchedText = (table: string, names: boolean): Sql<string> =>
  names
    ? sql`(${sql.ref(`${table}.vendor_id`)} || e'\\n' || coalesce(${sql.ref(`${table}.label`)}, ''))`
    : sql.ref(`${table}.vendor_id`)

/** Whether what an account or its person is called has a text in it; the people that have it may be known already. */
export function isFound({ text, people }: Search, { fields, names }: Sight): Test {
  const all = hasText(searchedText('u', true), text)
  const own = names ? all : sql<SqlBool>`(${all} and ${hasText(searchedText('u', false), text)})`
  const ofPerson = people
    ? sql<SqlBool>`u.person_id = any(${people}::uuid[])`
    : // Asked account by account: of many people, the first rows are found long before all people are looked through.
      sql<SqlBool>`(select ${matches('s', text, fields)} from person s where s.id = u.person_id)`
  return sql`(${own} or ${ofPerson})`
}

const mostPeople = 1000

/** Looks first for the people: only accounts of a few can be found by an index. Throws `list.slow`. */
export async function searchOf(
  db: Connections,
  text: string | undefined,
  sight: Sight,
): Promise<Search | undefined> {
  if (!text) return undefined
  const ids = await peopleCalled(db, text, sight)
  return { text, people: ids.length > mostPeople ? undefined : ids }
}

/** The same where of the accounts of many people some will do. */
export const searchSome = async (db: Connections, text: string, sight: Sight): Promise<Search> => ({
  text,
  people: await peopleCalled(db, text, sight),
})

async function peopleCalled(
  db: Connections,
  text: string,
  { fields, sees }: Sight,
): Promise<readonly string[]> {
  const people = sql<{ id: string }>`
    select r.id from person r where ${matches('r', text, fields)} and ${sees ?? sql`true`} limit ${mostPeople + 1}`
  return inTime(db, async (one) => (await people.execute(one)).rows.map(({ id }) => id), {
    list: { columns: {} },
    keys: [],
  })
}
