import type { ClientBase } from 'pg'
import { AppError } from '../../lib/errors.ts'
import { failLocked, lockBriefly } from '../lock.ts'
import { ident } from '../sql.ts'
import type { Personal } from './found.ts'
import { readPlaces, type Sought, whileFound } from './gather.ts'
import { readMarker } from './marks.ts'

/** Whom to erase, and who does it. */
export interface Erasing extends Sought {
  readonly actor: string
}

/**
 * Erases a person for good, from every place in which they may stand. An archived shell without a
 * name stays, so that what counts people still adds up; marks of vendor ids, usernames and e-mail addresses, from which nobody
 * can be read, keep later loads from bringing them back. Call it inside a transaction. Throws `run.active` while any run is
 * under way, and `database.locked`.
 */
export async function erasePerson(client: ClientBase, { actor, ...sought }: Erasing): Promise<void> {
  await lockBriefly(client)
  await refuseRunning(client)
  const erasing = (await readPlaces(client)).map(erasingSql)
  await whileFound(client, sought, async (id) => {
    await keepMarks(client)
    for (const sql of erasing) await client.query(sql)
    await client.query(
      `insert into change (object, object_id, kind, actor) values ('person', $1, 'erased', $2)`,
      [id, actor],
    )
  })
  await client.query('update directory_state set revision = revision + 1')
}

/** Also no run begins before this is done: what it reads may be of them, and it would not know yet whom to leave out. */
async function refuseRunning(client: ClientBase): Promise<void> {
  await client.query('lock table run in share row exclusive mode').catch(failLocked)
  const { rowCount } = await client.query(
    `select from run where state in ('queued', 'leased', 'reading', 'planned', 'applying') limit 1`,
  )
  if (rowCount)
    throw new AppError('run.active', 'A run that may be about this person is under way; wait for it')
}

function erasingSql({ table, found, ...fate }: Personal): string {
  const { from, where } = found(table)
  if ('goes' in fate) return `delete from ${table} ${from ? `using ${from}` : ''} where ${where}`
  const set = Object.entries(fate.becomes).map(([column, value]) => `${ident(column)} = ${value}`)
  return `update ${table} set ${set.join(', ')} ${from ? `from ${from}` : ''} where ${where}`
}

/** What a list may know them by: the vendor's id, at its source and in its application, and each of their names. */
async function keepMarks(client: ClientBase): Promise<void> {
  const { ofRecord, ofEmail, ofUsername } = await readMarker(client)
  const { rows: records } = await client.query<{ listed_by: string; vendor_id: string }>(
    `select source_id as listed_by, vendor_id from trace where is_theirs
      union select application_id, vendor_id from saas_user where id in (select id from trace_account)`,
  )
  const { rows: names } = await client.query<{ name: string }>('select name from owner_name')
  const marks = [
    ...records.map((row) => ofRecord(row.listed_by, row.vendor_id)),
    ...names.flatMap(({ name }) => [ofEmail(name), ofUsername(name)]),
  ]
  await client.query('insert into erasure (mark) select unnest($1::text[]) on conflict do nothing', [marks])
}
