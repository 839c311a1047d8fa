import { sql } from 'kysely'
import type { Connections } from '../../src/db/pool.ts'
import { readFields } from '../../src/directory/catalogue.ts'
import { deviceList } from '../../src/features/devices/store.ts'
import { peopleList } from '../../src/features/people/store.ts'
import { saasUserList } from '../../src/features/saas-users/store.ts'
import { softwareList } from '../../src/features/software/store.ts'
import { writeCursor } from '../../src/kit/list/cursor.ts'
import { countList, type List, readList, wholeList } from '../../src/kit/list/read-list.ts'
import { keyOf, sortKeys } from '../../src/kit/list/sort.ts'
import { searchOf } from '../../src/kit/record/account-search.ts'
import { searched } from '../../src/kit/record/person-names.ts'
import { AppError } from '../../src/lib/errors.ts'
import type { Question } from './questions.ts'
import { timed } from './statistics.ts'

/** Asks the lists beside the server, as its routes do: what is measured is the database and the way there. */
export interface Asker {
  /** Milliseconds of the first two hundred rows. Undefined: given up after five seconds. */
  first(question: Question, times: number): Promise<readonly number[] | undefined>
  /** The same from the middle of the list on. */
  deep(question: Question, times: number): Promise<readonly number[]>
  count(question: Question, times: number): Promise<readonly number[]>
  search(list: Question['list'], text: string, times: number): Promise<readonly number[] | undefined>
}

const limit = 200

export async function openAsker(db: Connections): Promise<Asker> {
  const listOf = await listsOf(db)
  return {
    first: async ({ list: name, ...wish }, times) => {
      const list = await listOf(name)
      return unlessSlow(() => timed(times, () => readList(db, list, { ...wish, limit })))
    },
    deep: async ({ list: name, ...wish }, times) => {
      const list = await listOf(name)
      const cursor = await middle(db, list, wish)
      return timed(times, () => readList(db, list, { ...wish, limit, cursor }))
    },
    count: async (question, times) => {
      const list = await listOf(question.list)
      return timed(times, () => countList(db, list, question.filter))
    },
    search: (list, text, times) =>
      unlessSlow(() => timed(times, async () => readList(db, await listOf(list, text), { limit }))),
  }
}

/** The lists as whoever sees everything has them. */
async function listsOf(db: Connections) {
  const [fields, ofDevices] = [await readFields(db.pool), await readFields(db.pool, 'device')]
  const sight = { fields, sees: undefined, names: searched.length > 0 }
  const deviceSight = { fields: ofDevices, peopleFields: fields, sees: undefined }
  const everywhere = { vendor: undefined, applicationId: undefined, unmatched: undefined }
  return async (list: Question['list'], search?: string): Promise<List<unknown>> => {
    switch (list) {
      case 'people':
        return peopleList(db, { search, archived: false, fields, sees: undefined })
      case 'saas-users':
        return saasUserList(db, { ...everywhere, search: await searchOf(db, search, sight), sight })
      case 'devices':
        return deviceList(deviceSight, { search, archived: false })
      case 'software':
        return softwareList({ sight: deviceSight, search })
    }
  }
}

/** The cursor of the row in the middle. */
async function middle(
  db: Connections,
  list: List<unknown>,
  question: Omit<Question, 'list'>,
): Promise<string> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${wholeList(list, question, db.zone)}) as r`.execute(db.kysely)
  const keys = sortKeys(question.sort, list.columns, list.ties)
  const half = Math.floor((rows[0]?.count ?? 0) / 2)
  const found = await sql<{ list_key: (string | null)[] }>`
    select ${keyOf(keys)} as list_key from (${wholeList(list, question, db.zone)}) as r offset ${half} limit 1`.execute(
    db.kysely,
  )
  return writeCursor(question.sort, found.rows[0]?.list_key ?? [])
}

async function unlessSlow<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'list.slow') return undefined
    throw error
  }
}
