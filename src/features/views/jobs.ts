import { sql } from 'kysely'
import { readFields } from '../../directory/catalogue.ts'
import type { Field } from '../../directory/field.ts'
import {
  hasTrigrams,
  indexedTables,
  type ListIndex,
  listIndex,
  tendListIndexes,
} from '../../directory/list-indexes.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { type Columns, folded, type Sql } from '../../kit/list/column.ts'
import { indexSql, inline } from '../../kit/list/index-sql.ts'
import { searchedText as searchedOfAccounts } from '../../kit/record/account-search.ts'
import { searchedText as searchedOfPeople } from '../../kit/record/person-names.ts'
import { ownColumns as columnsOfDevices, searchedText as searchedOfDevices } from '../devices/store.ts'
import { ownColumns as columnsOfPeople } from '../people/store.ts'
import { ownColumns as columnsOfAccounts } from '../saas-users/store.ts'
import { keepIndexes, usedViews, type ViewRow } from './store.ts'

/** So many indexes a table has for views: each makes every load a little slower. */
const mostIndexes = 8

/**
 * Gives the views that people look at their indexes, and takes them from those that nobody looked at for thirty days; what
 * lists are searched by has one, too. The scheduler does it again and again.
 */
export async function tendIndexes(
  { db, log }: Pick<Ctx, 'db' | 'log'>,
  stopping?: AbortSignal,
): Promise<void> {
  const tables = await tablesOf(db)
  const wishes = (await usedViews(db)).flatMap((view) => {
    const index = indexOf(db, view, tables[view.list])
    return index ? [{ view, index }] : []
  })
  const ofViews = indexedTables.flatMap((table) =>
    firstOf(wishes.map(({ index }) => index).filter((index) => index.table === table)),
  )
  const always = [...ofNames(db, tables.people), ...(await ofSearch(db))]
  const tended = await tendListIndexes(db.pool, [...ofViews, ...always], stopping)
  if (!tended) return
  for (const { index, reason } of tended.refused)
    log.warn({ err: reason, index: index.name }, 'an index of a list could not be built')
  const served = wishes.filter(({ index }) => tended.ready.includes(index.name))
  await keepIndexes(db, new Map(served.map(({ view, index }) => [view.id, index.name])))
}

/** Where the rows of a list stand. */
interface Table {
  readonly table: ListIndex['table']
  readonly columns: Columns
  readonly sort: string
  /** Whether archived rows are not in the list unless they are asked for. */
  readonly archives: boolean
}

type Tables = Partial<Record<ViewRow['list'], Table>> & { readonly people: Table }

/** Software is counted anew for each list of it, and of applications there are few: they have no table. */
async function tablesOf({ pool }: Ctx['db']): Promise<Tables> {
  const shown = (fields: readonly Field[]) => fields.filter(({ retired }) => !retired)
  const people = columnsOfPeople(shown(await readFields(pool)))
  const devices = columnsOfDevices(shown(await readFields(pool, 'device')))
  return {
    people: { table: 'person', columns: people, sort: 'username', archives: true },
    devices: { table: 'device', columns: devices, sort: 'name', archives: true },
    'saas-users': { table: 'saas_user', columns: columnsOfAccounts, sort: 'id', archives: false },
  }
}

/**
 * What would make a view fast; undefined where nothing can: its search has an index already, groups are counted from all rows,
 * and a day is made of history.
 */
function indexOf(
  { kysely }: Ctx['db'],
  { words: { search, filter, sort, archived, group, asOf } }: ViewRow,
  of: Table | undefined,
): ListIndex | undefined {
  if (!of || search !== undefined || group !== undefined || asOf !== undefined) return undefined
  const isWanted = archived ? sql<boolean>`archived_at is not null` : sql<boolean>`archived_at is null`
  const always = of.archives ? [isWanted] : []
  const { columns, sort: usual } = of
  const on = indexSql(kysely, { filter, sort: sort ?? usual, columns, ties: ['id'], always })
  return on === undefined ? undefined : listIndex(of.table, on)
}

/** The first of them that differ. */
function firstOf(indexes: readonly ListIndex[]): readonly ListIndex[] {
  return [...new Map(indexes.map((index) => [index.name, index])).values()].slice(0, mostIndexes)
}

/**
 * People by name, those that are archived among them: SaaS users are sorted by it; and by username, as the list of them is that
 * nobody shaped.
 */
function ofNames({ kysely }: Ctx['db'], { columns }: Table): readonly ListIndex[] {
  return ['fullName', 'username'].flatMap((sort) => {
    const on = indexSql(kysely, { sort, columns, ties: ['id'], always: [] })
    return on === undefined ? [] : [listIndex('person', on)]
  })
}

/** Parts of texts are found by their groups of three letters, where PostgreSQL has the extension for it. */
async function ofSearch({ pool, kysely }: Ctx['db']): Promise<readonly ListIndex[]> {
  if (!(await hasTrigrams(pool))) return []
  const on = (text: Sql) => `using gin ((${inline(kysely, folded(text))}) gin_trgm_ops)`
  return [
    listIndex('person', on(searchedOfPeople('r'))),
    listIndex('saas_user', on(searchedOfAccounts('r', true))),
    listIndex('device', on(searchedOfDevices('r'))),
  ]
}
