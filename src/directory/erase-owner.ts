import type { ClientBase } from 'pg'

/**
 * Devices say whose they are by username or e-mail address: that of somebody who is erased goes from their values, their
 * history, plans, and what vendors sent of them.
 */
export async function forgetOwner(client: ClientBase, personId: string): Promise<void> {
  await client.query('drop table if exists pg_temp.owned')
  await client.query('create temp table owned (id uuid) on commit drop')
  await client.query(
    `with name as (
       select unnest(array[username_key, email_key]) as name from person where id = $1
     )
     insert into owned
     select d.id from device d join name on name.name = d.owner_key
      union
     select c.object_id from change c
      where c.object = 'device' and (c.field = 'owner' or c.kind = 'created')
        and (lower(c.before #>> '{}') in (select name from name) or lower(c.after #>> '{}') in (select name from name)
             or lower(c.after->>'owner') in (select name from name))`,
    [personId],
  )
  for (const sql of traces) await client.query(sql)
}

const traces: readonly string[] = [
  'update device set owner = null from owned where device.id = owned.id',
  `update staged s set raw = '', "row" = s."row" - 'owner', raw_hash = gen_random_uuid()
     from source_record r join owned on owned.id = r.object_id where s.run_id = r.run_id and s.number = r.number`,
  `update source_record r set "row" = r."row" - 'owner', raw_hash = null from owned where r.object_id = owned.id`,
  `update source_before b set record = b.record #- '{row,owner}' from owned where b.record->>'object_id' = owned.id::text`,
  `update outcome o set changes = nullif(o.changes - 'owner', '{}') from owned where o.object_id = owned.id and o.changes ? 'owner'`,
  `delete from change c using owned where c.object_id = owned.id and c.field = 'owner'`,
  `update change c set after = c.after - 'owner' from owned where c.object_id = owned.id and c.kind = 'created'`,
]
