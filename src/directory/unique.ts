import type { ClientBase } from 'pg'
import type { Problem } from '../lib/errors.ts'
import type { Field } from './field.ts'
import { failLocked } from './lock.ts'
import { objects } from './object.ts'
import { foldsCase, ident, keyColumn } from './sql.ts'

const mostListed = 10

/** What keeps a field from being unique: the values that several objects have, and which they are. */
export async function sharedValues(client: ClientBase, { object, key, type }: Field): Promise<Problem[]> {
  const column = ident(key)
  const { called, many } = objects[object]
  const value = foldsCase({ object, key, type }) ? `lower(${column})` : column
  const { rows } = await client.query<{ value: string; names: string; count: number }>(
    `select ${value}::text as value, count(*) as count, array_to_string((array_agg(${called} order by lower(${called})))[1:3], ', ') as names
       from ${object} where ${column} is not null group by ${value} having count(*) > 1 order by 2 desc, 1 limit ${mostListed}`,
  )
  return rows.map(({ value, count, names }) => ({
    field: 'unique',
    message: `"${value}" is that of ${count} ${many}: ${names}${count > 3 ? ' …' : ''}`,
  }))
}

/** Makes the column of a field unique; the field says that it is by now. Throws `database.locked`. */
export async function makeUnique(client: ClientBase, field: Field): Promise<void> {
  const key = keyColumn(field)
  const made =
    key === field.key
      ? ''
      : `add column ${ident(key)} text generated always as (lower(${ident(field.key)})) stored, `
  await client
    .query(`alter table ${field.object} ${made}add unique (${ident(key)}) deferrable initially deferred`)
    .catch(failLocked)
  await client.query(`update field set is_unique = true where object = $1 and key = $2`, [
    field.object,
    field.key,
  ])
}
