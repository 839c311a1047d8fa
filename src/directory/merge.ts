import type { ClientBase } from 'pg'
import { archiveObjects, updateObjects } from './apply-objects.ts'
import { readFields } from './catalogue.ts'
import type { Field } from './field.ts'
import { handSource } from './hand-source.ts'
import { lockBriefly } from './lock.ts'
import { type Merging, planMerge } from './merge-plan.ts'
import { changesSql } from './outcomes.ts'
import { type PairPlan, readPair } from './pair.ts'

/** A merge that somebody looked at, and who wants it. */
export interface MergeWish extends Merging {
  /** Of the plan that was looked at. */
  readonly digest: string
  readonly actor: string
}

/** What a merge would make of two people; nobody is changed. Call it inside a transaction. */
export async function previewMerge(client: ClientBase, merging: Merging): Promise<PairPlan> {
  const fields = await readFields(client)
  await planMerge(client, merging, fields)
  return readPair(client, fields)
}

/**
 * Makes two people one: records, SaaS users and what is written by hand go to the one who stays, the other is archived and
 * leads there. All of it or nothing: answers the plan, which was not done where it refuses, or is another than the digest
 * says. Call it inside a transaction. Throws `database.locked` while a run has the directory.
 */
export async function mergePeople(client: ClientBase, wish: MergeWish): Promise<PairPlan> {
  await lockBriefly(client)
  const fields = await readFields(client)
  await planMerge(client, wish, fields)
  const plan = await readPair(client, fields)
  if (plan.refused.length > 0 || plan.digest !== wish.digest) return plan
  await keepMerge(client, wish, fields)
  await writePair(client, fields, wish.actor)
  await moveEverything(client, wish)
  await archiveMerged(client, wish)
  await client.query('update directory_state set revision = revision + 1')
  return plan
}

/** Keeps what moves and what changes, before it does. */
async function keepMerge(
  client: ClientBase,
  { intoId, fromId, actor }: MergeWish,
  fields: readonly Field[],
): Promise<void> {
  const changes = (number: number) =>
    `(select ${changesSql(fields)} from plan_row r join person p on p.id = r.found where r.number = ${number})`
  await client.query(
    `insert into person_merge (into_id, from_id, actor, into_changes, from_changes, records, saas_users, applications, account_id, hand, people, was_archived)
     select $1::uuid, $2::uuid, $4, ${changes(0)}, ${changes(1)},
            (select coalesce(jsonb_agg(jsonb_build_array(source_id, vendor_id)), '[]') from source_record where object_id = $2 and source_id <> $3),
            array(select id from saas_user where person_id = $2), array(select id from saas_application where owner_id = $2),
            (select id from account where person_id = $2),
            array(select jsonb_object_keys(h."row") from source_record h where h.source_id = $3 and h.vendor_id = $2::uuid::text
                   except select jsonb_object_keys(h."row") from source_record h where h.source_id = $3 and h.vendor_id = $1::uuid::text),
            array(select id from person where merged_into = $2), archived_at is not null
       from person where id = $2`,
    [intoId, fromId, handSource, actor],
  )
}

/** Writes the values of `plan_row`, with history. */
export async function writePair(client: ClientBase, fields: readonly Field[], actor: string): Promise<void> {
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, object_id, 'updated' as kind, nullif(changes, '{}') as changes, null::jsonb as volatile
      from (select r.*, ${changesSql(fields)} as changes from plan_row r join person p on p.id = r.found) planned`)
  await updateObjects(client, { object: 'person', written: fields, runId: null, actor })
}

async function moveEverything(client: ClientBase, { intoId, fromId, actor }: MergeWish): Promise<void> {
  const pair = [intoId, fromId]
  await client.query(
    'update source_record set object_id = $1, updated_at = now() where object_id = $2 and source_id <> $3',
    [...pair, handSource],
  )
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, "row", number)
     select $3, $1::uuid::text, $1, h."row", 0 from source_record h where h.source_id = $3 and h.vendor_id = $2::uuid::text
         on conflict (source_id, vendor_id) do update set "row" = excluded."row" || source_record."row", updated_at = now()`,
    [...pair, handSource],
  )
  await moveAccounts(client, { which: 'true', pair, actor })
  await client.query('update saas_application set owner_id = $1 where owner_id = $2', pair)
  await client.query('update account set person_id = $1 where person_id = $2', pair)
  await client.query('update person set merged_into = $1 where id = $2 or merged_into = $2', pair)
}

interface Move {
  /** SQL: which of their SaaS users. */
  readonly which: string
  /** To whom, and from whom. */
  readonly pair: readonly string[]
  readonly actor: string
}

/** Gives SaaS users of somebody to somebody else, with history. */
export async function moveAccounts(client: ClientBase, { which, pair, actor }: Move): Promise<void> {
  await client.query(
    `with moved as (
       update saas_user set person_id = $1, updated_at = now() where person_id = $2 and ${which} returning id
     )
     insert into change (object, object_id, kind, field, before, after, actor)
     select 'saas_user', id, 'updated', 'person', to_jsonb($2::uuid), to_jsonb($1::uuid), $3 from moved`,
    [...pair, actor],
  )
}

async function archiveMerged(client: ClientBase, { intoId, fromId, actor }: MergeWish): Promise<void> {
  await client.query(
    `update step set kind = case when exists (select from person where id = $1 and archived_at is null) then 'archived' end
      where object_id = $1`,
    [fromId],
  )
  await archiveObjects(client, { object: 'person', runId: null, actor })
  await client.query(
    `insert into change (object, object_id, kind, after, actor) values ('person', $1, 'merged', to_jsonb($2::uuid), $3)`,
    [intoId, fromId, actor],
  )
}
