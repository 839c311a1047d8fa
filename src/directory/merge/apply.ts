import type { ClientBase } from 'pg'
import { handSource } from '../hand-source.ts'
import type { Steps } from '../outcome-steps.ts'
import type { ScopeOf } from '../scope.ts'
import { type Moving, moveAccounts, moveApplications, writePair } from './move-pair.ts'

/**
 * Makes two people one as the plan says: records, SaaS users and what is written by hand go to the one who stays, the other
 * is archived and leads there.
 */
export async function applyMerge(
  client: ClientBase,
  scope: ScopeOf<'merge'>,
  { between }: Steps,
): Promise<void> {
  await keepMerge(client, scope)
  await writePair(client, scope)
  const { intoId, fromId } = scope.merge
  await moveEverything(client, { ...scope, from: fromId, to: intoId })
  await client.query(
    `insert into change (object, object_id, kind, after, run_id, actor) values ('person', $1, 'merged', to_jsonb($2::uuid), $3, $4)`,
    [intoId, fromId, scope.runId, scope.actor],
  )
  await between(2)
}

/** Keeps what moves and what changes, before it does. */
async function keepMerge(client: ClientBase, { merge, runId, actor }: ScopeOf<'merge'>): Promise<void> {
  const changes = (number: number) =>
    `(select coalesce(changes, '{}') from outcome where run_id = $5 and number = ${number})`
  await client.query(
    `insert into person_merge (into_id, from_id, actor, run_id, into_changes, from_changes, records, saas_users, applications, account_id, hand, people, was_archived)
     select $1::uuid, $2::uuid, $4, $5, ${changes(0)}, ${changes(1)},
            (select coalesce(jsonb_agg(jsonb_build_array(source_id, vendor_id)), '[]') from source_record where object_id = $2 and source_id <> $3),
            array(select id from saas_user where person_id = $2), array(select id from saas_application where owner_id = $2),
            (select id from account where person_id = $2),
            array(select jsonb_object_keys(h."row") from source_record h where h.source_id = $3 and h.vendor_id = $2::uuid::text
                   except select jsonb_object_keys(h."row") from source_record h where h.source_id = $3 and h.vendor_id = $1::uuid::text),
            array(select id from person where merged_into = $2), archived_at is not null
       from person where id = $2`,
    [merge.intoId, merge.fromId, handSource, actor, runId],
  )
}

async function moveEverything(client: ClientBase, moving: Moving): Promise<void> {
  const pair = [moving.to, moving.from]
  await client.query(
    `update source_record r set object_id = $1, joined = array_prepend(m.id, r.joined), updated_at = now()
       from person_merge m where m.from_id = $2 and m.split_at is null and r.object_id = $2 and r.source_id <> $3`,
    [...pair, handSource],
  )
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, "row", number)
     select $3, $1::uuid::text, $1, h."row", 0 from source_record h where h.source_id = $3 and h.vendor_id = $2::uuid::text
         on conflict (source_id, vendor_id) do update set "row" = excluded."row" || source_record."row", updated_at = now()`,
    [...pair, handSource],
  )
  await moveAccounts(client, moving, 'true')
  await moveApplications(client, moving, 'true')
  await client.query('update account set person_id = $1 where person_id = $2', pair)
  await client.query('update person set merged_into = $1 where id = $2 or merged_into = $2', pair)
}
