import type { ClientBase } from 'pg'
import { handSource } from '../hand-source.ts'
import type { Steps } from '../outcome-steps.ts'
import type { ScopeOf } from '../scope.ts'
import { literal } from '../sql.ts'
import { type Moving, moveAccounts, moveApplications, writePair } from './move-pair.ts'

/**
 * Takes two people apart as the plan says: what moved goes back, unless somebody gave it to others since. Both are looked at
 * again when their sources are loaded next.
 */
export async function applySplit(
  client: ClientBase,
  scope: ScopeOf<'split'>,
  { between }: Steps,
): Promise<void> {
  await writePair(client, scope)
  const { intoId, fromId, mergeId } = scope.merge
  await moveBack(client, { ...scope, from: intoId, to: fromId }, mergeId)
  await client.query('update person_merge set split_at = now() where id = $1', [mergeId])
  await client.query(
    `insert into change (object, object_id, kind, before, run_id, actor) values ('person', $1, 'split', to_jsonb($2::uuid), $3, $4)`,
    [intoId, fromId, scope.runId, scope.actor],
  )
  await between(2)
}

async function moveBack(client: ClientBase, moving: Moving, mergeId: string): Promise<void> {
  const pair = [moving.to, moving.from]
  await moveRecordsBack(client, pair, mergeId)
  const those = (what: 'saas_users' | 'applications') =>
    `id in (select unnest(${what}) from person_merge where id = ${literal(mergeId)})`
  await moveAccounts(client, moving, those('saas_users'))
  await moveApplications(client, moving, those('applications'))
  const own = 'from person_merge m where m.id = $3'
  const ways = [
    `account a set person_id = $1 ${own} and a.person_id = $2 and a.id = m.account_id`,
    `person p set merged_into = case when p.id = $1 then null else $1 end ${own} and p.merged_into = $2 and (p.id = $1 or p.id = any(m.people))`,
  ]
  for (const way of ways) await client.query(`update ${way}`, [...pair, mergeId])
}

async function moveRecordsBack(client: ClientBase, pair: readonly string[], mergeId: string): Promise<void> {
  await client.query(
    `update source_record r set object_id = $1, joined = nullif(array_remove(r.joined, m.id), '{}')
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
