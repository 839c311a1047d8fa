import { sql } from 'kysely'
import type { z } from 'zod'
import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import { column, type Test } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { Actor } from '../../kit/rights.ts'
import type { NewView, Words } from './schema.ts'

type Pool = Pick<Connections, 'pool'>

export interface ViewRow {
  readonly id: string
  readonly list: z.output<typeof NewView>['list']
  readonly name: string
  readonly account_id: string | null
  readonly reach: 'private' | 'role' | 'everyone'
  readonly role: string | null
  readonly is_default: boolean
  readonly words: z.output<typeof Words>
  /** What has to be seen by whoever has it: rights, and fields by their ids. */
  readonly names: readonly string[]
  readonly index_name: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

/**
 * The views that somebody has, by name, and where they may share, those of every role: none that names what is unseen by
 * them.
 */
export function viewList(
  actor: Pick<Actor, 'accountId' | 'rights'>,
  { list, unseen }: { readonly list: ViewRow['list'] | undefined; readonly unseen: readonly string[] },
): List<ViewRow> {
  const { accountId = null, rights } = actor
  const ofTheirs = sql`(v.reach = 'private' and v.account_id is not distinct from ${accountId}::uuid
    or v.reach = 'everyone'
    or v.reach = 'role' and (${rights.has('views:write')}
      or v.role = (select role from account where id = ${accountId}::uuid)))`
  const wanted: Test = list === undefined ? sql`true` : sql`v.list = ${list}`
  return {
    parts: [
      sql<ViewRow>`select v.* from view v
         where ${ofTheirs} and ${wanted} and not v.names && ${[...unseen]}::text[]`,
    ],
    columns: {
      id: column('id', 'id', 'Id', { filled: true, prefix: 'viw' }),
      list: column('list', 'text', 'List', { filled: true }),
      name: column('name', 'text', 'Name', { filled: true }),
      reach: column('reach', 'text', 'Reach', { filled: true }),
    },
    order: 'name',
    ties: ['id'],
  }
}

export async function findView({ pool }: Pool, id: string): Promise<ViewRow | undefined> {
  const { rows } = await pool.query<ViewRow>('select * from view where id = $1', [id])
  return rows[0]
}

/** Notes that somebody looks at a view: once a day, so that looking is not writing. */
export async function noteUse({ pool }: Pool, id: string): Promise<void> {
  await pool.query('update view set used_on = current_date where id = $1 and used_on < current_date', [id])
}

const usedDays = 30

/** The views that somebody looked at in the last thirty days: those of the most people first. */
export async function usedViews({ pool }: Pool): Promise<readonly ViewRow[]> {
  const { rows } = await pool.query<ViewRow>(
    `select * from view where used_on >= current_date - $1::integer
      order by array_position('{everyone, role, private}'::text[], reach), not is_default, used_on desc, id`,
    [usedDays],
  )
  return rows
}

/** Keeps which index serves which view; of every other view, that none does. */
export async function keepIndexes({ pool }: Pool, served: ReadonlyMap<string, string>): Promise<void> {
  await pool.query(
    `update view v set index_name = s.name
       from view w left join unnest($1::uuid[], $2::text[]) as s (id, name) using (id)
      where w.id = v.id and v.index_name is distinct from s.name`,
    [[...served.keys()], [...served.values()]],
  )
}

/** A view as it is kept. */
export type Kept = Omit<ViewRow, 'id' | 'index_name' | 'created_at' | 'updated_at'>

const values = ({ list, name, account_id, reach, role, is_default, words, names }: Kept) => [
  list,
  name,
  account_id,
  reach,
  role,
  is_default,
  JSON.stringify(words),
  names,
]

export async function insertView({ pool }: Pool, view: Kept): Promise<ViewRow> {
  const { rows } = await pool.query<ViewRow>(
    `insert into view (list, name, account_id, reach, role, is_default, words, names)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning *`,
    values(view),
  )
  return oneRow(rows)
}

export async function updateView({ pool }: Pool, id: string, view: Kept): Promise<ViewRow> {
  const { rows } = await pool.query<ViewRow>(
    `update view set list = $1, name = $2, account_id = $3, reach = $4, role = $5, is_default = $6, words = $7,
            names = $8, updated_at = now() where id = $9 returning *`,
    [...values(view), id],
  )
  return oneRow(rows)
}

export async function deleteView({ pool }: Pool, id: string): Promise<void> {
  await pool.query('delete from view where id = $1', [id])
}

/** Another one becomes the default of those who have this one; the one before is none any more. */
export async function clearDefault({ pool }: Pool, { list, reach, role, account_id }: Kept): Promise<void> {
  await pool.query(
    `update view set is_default = false where is_default and list = $1 and reach = $2
        and role is not distinct from $3 and (reach <> 'private' or account_id is not distinct from $4)`,
    [list, reach, role, account_id],
  )
}
