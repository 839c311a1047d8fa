import type { ClientBase } from 'pg'
import { AppError } from '../lib/errors.ts'
import { readFields } from './catalogue.ts'
import { forgetElsewhere } from './erase-elsewhere.ts'
import { forgetMerges } from './erase-merges.ts'
import { gatherNames } from './erase-names.ts'
import { forgetOwner, gatherOwned } from './erase-owner.ts'
import { forgetTraces, gatherTraces } from './erase-traces.ts'
import { readMarker } from './erasure-marks.ts'
import { failLocked, lockBriefly } from './lock.ts'
import { ident } from './sql.ts'
import { forgetOwnerOfTerms } from './terms.ts'

/** Whom to erase, and who does it. */
export interface Erasing {
  readonly personId: string
  readonly actor: string
}

/** Who was erased, for whoever keeps something that names them. */
export interface Erased {
  /** Of them, and of everybody who had become part of them. */
  readonly ids: readonly string[]
  /** Usernames and e-mail addresses, today's and former ones, in lower case. */
  readonly names: readonly string[]
}

/**
 * Erases a person for good: values, accounts, history, what sources said and what vendors sent. An archived shell without a
 * name stays, so that what counts people still adds up; marks of vendor ids, usernames and e-mail addresses, from which nobody
 * can be read, keep later loads from bringing them back. Call it inside a transaction. Throws `run.active` while any run is
 * under way, and `database.locked`.
 */
export async function erasePerson(client: ClientBase, { personId, actor }: Erasing): Promise<Erased> {
  await lockBriefly(client)
  await refuseRunning(client)
  const { rows: people } = await client.query<{ id: string }>(
    'select id from person where merged_into = $1 union all select $1::uuid',
    [personId],
  )
  const ids = people.map(({ id }) => id)
  const names: string[] = []
  for (const id of ids) names.push(...(await eraseOne(client, { personId: id, actor })))
  await client.query('update directory_state set revision = revision + 1')
  return { ids, names }
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

/** Answers what they were called. */
async function eraseOne(client: ClientBase, { personId, actor }: Erasing): Promise<readonly string[]> {
  const names = await gatherNames(client, personId)
  await gatherTraces(client, personId)
  await gatherOwned(client)
  await keepMarks(client, names)
  await forgetTraces(client)
  await forgetElsewhere(client)
  await forgetOwner(client)
  await forgetMerges(client, personId)
  await client.query('delete from source_record where object_id = $1', [personId])
  await client.query(
    'delete from change where object_id in (select $1::uuid union all select id from trace_account)',
    [personId],
  )
  await client.query('delete from saas_user where id in (select id from trace_account)')
  await client.query('update account set person_id = null where person_id = $1', [personId])
  await forgetOwnerOfTerms(client, personId)
  await emptyPerson(client, personId)
  await client.query(
    `insert into change (object, object_id, kind, actor) values ('person', $1, 'erased', $2)`,
    [personId, actor],
  )
  return names
}

async function keepMarks(client: ClientBase, names: readonly string[]): Promise<void> {
  const { ofRecord, ofEmail, ofUsername } = await readMarker(client)
  const { rows } = await client.query<{ source_id: string; vendor_id: string }>(
    'select source_id, vendor_id from trace where is_theirs',
  )
  const marks = [
    ...rows.map((row) => ofRecord(row.source_id, row.vendor_id)),
    ...names.flatMap((name) => [ofEmail(name), ofUsername(name)]),
  ]
  await client.query('insert into erasure (mark) select unnest($1::text[]) on conflict do nothing', [marks])
}

async function emptyPerson(client: ClientBase, personId: string): Promise<void> {
  const others = (await readFields(client)).filter(({ key }) => !['username', 'email', 'role'].includes(key))
  const empty = others.map(({ key }) => `${ident(key)} = null`)
  await client.query(
    `update person set username = $2, email = $2 || '@erased.invalid', role = 'employee', ${empty.join(', ')},
            archived_at = coalesce(archived_at, now()), updated_at = now() where id = $1`,
    [personId, `erased-${personId.replaceAll('-', '').slice(-12)}`],
  )
}
