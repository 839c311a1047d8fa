import type { ClientBase } from 'pg'
import { recordsNaming } from '../records-naming.ts'
import { isName } from './names.ts'

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

const gathered: readonly string[] = [
  `create temp table owned on commit drop as
   select id from device where owner_key in (select name from owner_name)
    union
   select c.object_id from change c where c.object = 'device' and c.field = 'owner' and ${isName(`c.before #>> '{}'`)}
    union
   select c.object_id from change c where c.object = 'device' and c.field = 'owner' and ${isName(`c.after #>> '{}'`)}
    union
   select c.object_id from change c where c.object = 'device' and c.kind = 'created' and ${isName(`c.after->>'owner'`)}
    union
   select r.object_id from source_record r join device d on d.id = r.object_id where r."row" ? 'owner' and ${isName(`r."row"->>'owner'`)}`,
  `create temp table owner_source on commit drop as
   select r.source_id from source_record r join owned on owned.id = r.object_id
    union
   select id from integration where selection like 'device%'`,
  `create temp table owned_record on commit drop as
   select r.source_id, r.vendor_id from source_record r join owned on owned.id = r.object_id`,
]
