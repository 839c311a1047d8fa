import type { ClientBase } from 'pg'
import { AppError } from '../lib/errors.ts'
import { readFields } from './catalogue.ts'
import { forgetMerges } from './erase-merges.ts'
import { forgetOwner, gatherOwned } from './erase-owner.ts'
import { readMarker } from './erasure-marks.ts'
import { handSource } from './hand-source.ts'
import { failLocked, lockBriefly } from './lock.ts'
import { orderSource } from './source-order.ts'
import { ident, literal } from './sql.ts'
import { forgetOwnerOfTerms } from './terms.ts'

/** Whom to erase, and who does it. */
export interface Erasing {
  readonly personId: string
  readonly actor: string
}

/**
 * Erases a person for good: values, accounts, history, what sources said and what vendors sent. An archived shell without a
 * name stays, so that what counts people still adds up; marks of vendor ids and e-mail address, from which nobody can be
 * read, keep later loads from bringing them back. Call it inside a transaction. Throws `run.active` while a run of a
 * source of theirs is under way, and `database.locked`.
 */
export async function erasePerson(client: ClientBase, { personId, actor }: Erasing): Promise<void> {
  await lockBriefly(client)
  const { rows: merged } = await client.query<{ id: string }>(
    'select id from person where merged_into = $1',
    [personId],
  )
  for (const { id } of [...merged, { id: personId }]) await eraseOne(client, { personId: id, actor })
  await client.query('update directory_state set revision = revision + 1')
}

async function eraseOne(client: ClientBase, { personId, actor }: Erasing): Promise<void> {
  await gatherTraces(client, personId)
  await gatherOwned(client, personId)
  await refuseRunning(client)
  await keepMarks(client, personId)
  for (const sql of traces) await client.query(sql)
  await forgetOwner(client)
  await forgetMerges(client, personId)
  await client.query('delete from source_record where object_id = $1', [personId])
  await client.query(
    'delete from change where object_id in (select $1::uuid union all select id from saas_user where person_id = $1)',
    [personId],
  )
  await client.query('delete from saas_user where person_id = $1', [personId])
  await client.query('update account set person_id = null where person_id = $1', [personId])
  await forgetOwnerOfTerms(client, personId)
  await emptyPerson(client, personId)
  await client.query(
    `insert into change (object, object_id, kind, actor) values ('person', $1, 'erased', $2)`,
    [personId, actor],
  )
}

/** Puts where the person left traces into temporary tables: records by source and vendor id, and the runs of these sources. */
async function gatherTraces(client: ClientBase, personId: string): Promise<void> {
  await client.query('drop table if exists pg_temp.trace, pg_temp.trace_run')
  await client.query('create temp table trace (source_id uuid, vendor_id text) on commit drop')
  await client.query(
    `insert into trace
     select source_id, vendor_id from source_record where object_id = $1
      union
     select s.id, u.vendor_id from saas_user u join source s on s.application_id = u.application_id where u.person_id = $1
      union
     -- Whose an account is was said by hand under its own id.
     select $2::uuid, id::text from saas_user where person_id = $1
      union
     select unnest(array[$2, $3]::uuid[]), $1::text`,
    [personId, handSource, orderSource],
  )
  await client.query(
    `create temp table trace_run on commit drop as
     select r.id as run_id, r.integration_id as source_id from run r where r.integration_id in (select source_id from trace)`,
  )
  await client.query('analyze trace, trace_run')
}

/** Also no run begins before this is done: it would not know yet whom to leave out. */
async function refuseRunning(client: ClientBase): Promise<void> {
  await client.query('lock table run in share row exclusive mode').catch(failLocked)
  const { rowCount } = await client.query(
    `select from run where state in ('queued', 'leased', 'reading', 'planned', 'applying')
        and (id in (select run_id from trace_run) or integration_id in (select source_id from owner_source)) limit 1`,
  )
  if (rowCount)
    throw new AppError('run.active', 'A run that may be about this person is under way; wait for it')
}

async function keepMarks(client: ClientBase, personId: string): Promise<void> {
  const { ofRecord, ofEmail, ofUsername } = await readMarker(client)
  const { rows } = await client.query<{ source_id: string; vendor_id: string }>('select * from trace')
  const { rows: people } = await client.query<{ email: string; username: string }>(
    'select email, username from person where id = $1',
    [personId],
  )
  const marks = [
    ...rows.map((row) => ofRecord(row.source_id, row.vendor_id)),
    ...people.flatMap(({ email, username }) => [ofEmail(email), ofUsername(username)]),
  ]
  await client.query('insert into erasure (mark) select unnest($1::text[]) on conflict do nothing', [marks])
}

const ofTrace = (table: string) =>
  `from trace_run r join trace t using (source_id) where ${table}.run_id = r.run_id and ${table}.vendor_id = t.vendor_id`

/** What was done by hand to them and perhaps others; of a plan that waits for others, too, it is still needed. */
const editTrace = `
  update run set edit = jsonb_set(edit, '{values}', (select coalesce(jsonb_object_agg(key, null), '{}') from jsonb_object_keys(edit->'values') key))
   where edit is not null
     and exists (select from staged s join trace t using (vendor_id) where s.run_id = run.id and t.source_id = ${literal(handSource)})
     and (state not in ('previewed', 'held')
          or not exists (select from staged s where s.run_id = run.id and s.vendor_id <> ''
               and s.vendor_id not in (select vendor_id from trace where source_id = ${literal(handSource)})))`

/** What runs still keep of the records: emptied where something counts it, deleted elsewhere. */
const traces: readonly string[] = [
  editTrace,
  // What brakes name people by.
  `update run set brakes = (select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(brakes) b)
    where brakes <> '[]' and id in (select run_id from trace_run)`,
  `update outcome set vendor_id = '', label = null, changes = null, account = null, problems = null, raw = null ${ofTrace('outcome')}`,
  `update staged set vendor_id = '', label = null, role = null, active = null, "row" = '{}', keys = null, volatile = null,
          raw = '', raw_hash = gen_random_uuid(), row_hash = '00000000-0000-0000-0000-000000000000' ${ofTrace('staged')}`,
  `delete from source_before using trace_run r join trace t using (source_id)
    where source_before.run_id = r.run_id and source_before.vendor_id = t.vendor_id`,
  `delete from absence using trace_run r join trace t using (source_id)
    where absence.run_id = r.run_id and absence.vendor_id = t.vendor_id`,
  `update run_page p set seen = array(select id from unnest(seen) id where id not in (select vendor_id from trace))
    where p.run_id in (select run_id from trace_run) and p.seen && array(select vendor_id from trace)`,
  'delete from sample where integration_id in (select source_id from trace)',
]

async function emptyPerson(client: ClientBase, personId: string): Promise<void> {
  const others = (await readFields(client)).filter(({ key }) => !['username', 'email', 'role'].includes(key))
  const empty = others.map(({ key }) => `${ident(key)} = null`)
  await client.query(
    `update person set username = $2, email = $2 || '@erased.invalid', role = 'employee', ${empty.join(', ')},
            archived_at = coalesce(archived_at, now()), updated_at = now() where id = $1`,
    [personId, `erased-${personId.replaceAll('-', '').slice(-12)}`],
  )
}
