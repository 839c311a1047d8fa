import type { ClientBase } from 'pg'
import { names } from './erase-names.ts'
import { recordsNaming } from './records-naming.ts'

/**
 * Devices say whose they are by username or e-mail address. Puts into temporary tables the devices that ever said a name of
 * somebody's (`owned`), the sources that may (`owner_source`), and of these the records that belong to such a device, or
 * name them without having become one (`owned_record`). Call it after `gatherNames`.
 */
export async function gatherOwned(client: ClientBase): Promise<void> {
  await client.query('drop table if exists pg_temp.owned, pg_temp.owner_source, pg_temp.owned_record')
  for (const sql of gathered) await client.query(sql)
  await gatherNaming(client)
}

async function gatherNaming(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ names: string[]; runs: string[] }>(
    `select array(select name from owner_name) as names,
            array(select id from run where integration_id in (select source_id from owner_source)) as runs`,
  )
  for (const sought of rows) {
    const found = await recordsNaming(client, sought)
    await client.query(
      `insert into owned_record select integration_id, vendor_id
         from unnest($1::uuid[], $2::text[]) found (run_id, vendor_id) join run on run.id = found.run_id`,
      [found.map(({ run_id }) => run_id), found.map(({ vendor_id }) => vendor_id)],
    )
  }
}

/** Takes what `gatherOwned` found from devices, their history, plans, and what vendors sent of them. */
export async function forgetOwner(client: ClientBase): Promise<void> {
  for (const sql of traces) await client.query(sql)
}

// As indexes have it, which take no text of any length.
const isName = (value: string) => `md5(lower(${value})) in (select md5(name) from owner_name)`

const gathered: readonly string[] = [
  `create temp table owned on commit drop as
   select id from device where owner_key in (select name from owner_name)
    union
   select object_id from change where object = 'device' and field = 'owner' and ${isName(`before #>> '{}'`)}
    union
   select object_id from change where object = 'device' and field = 'owner' and ${isName(`after #>> '{}'`)}
    union
   select object_id from change where object = 'device' and kind = 'created' and ${isName(`after->>'owner'`)}
    union
   select r.object_id from source_record r join device d on d.id = r.object_id where r."row" ? 'owner' and ${isName(`r."row"->>'owner'`)}`,
  `create temp table owner_source on commit drop as
   select r.source_id from source_record r join owned on owned.id = r.object_id
    union
   select id from integration where selection like 'device%'`,
  `create temp table owned_record on commit drop as
   select r.source_id, r.vendor_id from source_record r join owned on owned.id = r.object_id`,
]

const ofRecord = (table: string) =>
  `from run r join owned_record o on o.source_id = r.integration_id where ${table}.run_id = r.id and ${table}.vendor_id = o.vendor_id`

const traces: readonly string[] = [
  'update device set owner = null where owner_key in (select name from owner_name)',
  `update source_record r set "row" = case when ${isName(`"row"->>'owner'`)} then "row" - 'owner' else "row" end, raw_hash = null
     from owned_record o where r.source_id = o.source_id and r.vendor_id = o.vendor_id`,
  `update source_before set record = record #- '{row,owner}'
    where record->>'object_id' in (select id::text from owned) and ${isName(`record->'row'->>'owner'`)}`,
  `update source_before set "after" = "after" #- '{row,owner}'
    where "after"->>'object_id' in (select id::text from owned) and ${isName(`"after"->'row'->>'owner'`)}`,
  `update staged set raw = '', "row" = "row" - 'owner', raw_hash = gen_random_uuid() ${ofRecord('staged')}`,
  `update outcome set changes = nullif(changes - 'owner', '{}'), raw = null, problems = null ${ofRecord('outcome')}`,
  `update outcome o set changes = nullif(o.changes - 'owner', '{}') from owned where o.object_id = owned.id and o.changes ? 'owner'`,
  `delete from change c using owned where c.object_id = owned.id and c.field = 'owner'`,
  `update change c set after = c.after - 'owner' from owned where c.object_id = owned.id and c.kind = 'created'`,
  `update run set brakes = (select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(brakes) b)
    where brakes <> '[]' and integration_id in (select source_id from owned_record)`,
  `update run set edit = jsonb_set(edit, '{values,owner}', 'null')
    where edit->>'object' = 'device' and ${isName(`edit->'values'->>'owner'`)}`,
  `delete from sample where integration_id in (select source_id from owned_record)
      or integration_id in (select source_id from owner_source) and ${names(`array_to_string(records, ' ')`)}`,
]
