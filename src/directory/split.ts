import type { ClientBase } from 'pg'
import type { Problem } from '../lib/errors.ts'
import { archiveObjects } from './apply-objects.ts'
import { readFields } from './catalogue.ts'
import { handSource } from './hand-source.ts'
import { lockBriefly } from './lock.ts'
import { moveAccounts, writePair } from './merge.ts'
import { judgePair, plainRow, uniqueColumns } from './merge-plan.ts'
import { readPair } from './pair.ts'
import { literal } from './sql.ts'

interface SplitWish {
  /** Of a merge that was not taken back. */
  readonly mergeId: string
  readonly actor: string
}

/**
 * Takes a merge back: what moved goes back, values that are still as the merge left them, too; what was changed since
 * stays with the one who stayed. Both are looked at again when their sources are loaded next. Answers why it does not go;
 * then nothing was done. Call it inside a transaction. Throws `database.locked`.
 */
export async function splitPeople(
  client: ClientBase,
  { mergeId, actor }: SplitWish,
): Promise<readonly Problem[]> {
  await lockBriefly(client)
  const fields = await readFields(client)
  await client.query('drop table if exists pg_temp.plan_row')
  await client.query(`
    create temp table plan_row on commit drop as
    select *${uniqueColumns(fields)} from (
      select w.number, p.id::text as vendor_id, p.id as found, p.id as object_id, ${plainRow}, (
               select coalesce(jsonb_object_agg(c.key, c.value->0), '{}') from jsonb_each(w.changes) c
                where coalesce(to_jsonb(p)->c.key, 'null') = c.value->1) as "values"
        from person_merge m,
             lateral (values (0, m.into_id, m.into_changes), (1, m.from_id, m.from_changes)) w (number, id, changes)
        join person p on p.id = w.id
       where m.id = ${literal(mergeId)}) told`)
  await judgePair(client, fields)
  const { refused } = await readPair(client, fields)
  if (refused.length > 0) return refused
  await writePair(client, fields, actor)
  await moveBack(client, { mergeId, actor })
  await client.query('update person_merge set split_at = now() where id = $1', [mergeId])
  await client.query('update directory_state set revision = revision + 1')
  return []
}

async function moveBack(client: ClientBase, { mergeId, actor }: SplitWish): Promise<void> {
  const { rows } = await client.query<{ into_id: string; from_id: string; was_archived: boolean }>(
    'select into_id, from_id, was_archived from person_merge where id = $1',
    [mergeId],
  )
  const [merge] = rows
  if (!merge) return
  const pair = [merge.from_id, merge.into_id]
  await moveRecordsBack(client, { mergeId, pair })
  const which = `id in (select unnest(saas_users) from person_merge where id = ${literal(mergeId)})`
  await moveAccounts(client, { which, pair, actor })
  const own = 'from person_merge m where m.id = $3'
  await client.query(
    `update saas_application a set owner_id = $1 ${own} and a.owner_id = $2 and a.id = any(m.applications)`,
    [...pair, mergeId],
  )
  await client.query(
    `update account a set person_id = $1 ${own} and a.person_id = $2 and a.id = m.account_id`,
    [...pair, mergeId],
  )
  await client.query(
    `update person p set merged_into = case when p.id = $1 then null else $1 end ${own} and p.merged_into = $2 and (p.id = $1 or p.id = any(m.people))`,
    [...pair, mergeId],
  )
  await client.query(`update step set kind = case when object_id = $1 and not $2 then 'restored' end`, [
    merge.from_id,
    merge.was_archived,
  ])
  await archiveObjects(client, { object: 'person', runId: null, actor })
  await client.query(
    `insert into change (object, object_id, kind, before, actor) values ('person', $1, 'split', to_jsonb($2::uuid), $3)`,
    [merge.into_id, merge.from_id, actor],
  )
}

interface Back {
  readonly mergeId: string
  readonly pair: readonly string[]
}

async function moveRecordsBack(client: ClientBase, { mergeId, pair }: Back): Promise<void> {
  await client.query(
    `update source_record r set object_id = $1
       from person_merge m, jsonb_array_elements(m.records) e
      where m.id = $3 and r.object_id = $2 and r.source_id = (e->>0)::uuid and r.vendor_id = e->>1`,
    [...pair, mergeId],
  )
  // What was written of the one who went is theirs again, or nobody's where that was taken back, unless it was written anew.
  await client.query(
    `update source_record r set updated_at = now(), "row" = r."row" - array(
         select key from unnest(m.hand) key where r."row"->key = coalesce(gone."row"->key, m.into_changes->key->1))
       from person_merge m left join source_record gone on gone.source_id = $4 and gone.vendor_id = $1::uuid::text
      where m.id = $3 and r.source_id = $4 and r.vendor_id = $2::uuid::text`,
    [...pair, mergeId, handSource],
  )
  await client.query(`delete from source_record where source_id = $1 and vendor_id = $2 and "row" = '{}'`, [
    handSource,
    pair[1],
  ])
  await client.query('update source_record set raw_hash = null where object_id = any($1)', [pair])
}
