import type { ClientBase } from 'pg'
import { archiveObjects, updateObjects } from './apply-objects.ts'
import type { PlanScope } from './scope.ts'
import { literal } from './sql.ts'

/** Writes the values of two people as the plan says, and archives or restores the other, with history. */
export async function writePair(client: ClientBase, scope: PlanScope): Promise<void> {
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, object_id, kind, changes, null::jsonb as volatile
      from outcome where run_id = ${literal(scope.runId)}`)
  await updateObjects(client, scope)
  await archiveObjects(client, scope)
}

/** From whom to whom something goes, in which run. */
export interface Moving extends Pick<PlanScope, 'runId' | 'actor'> {
  readonly from: string
  readonly to: string
}

/** Gives SaaS users of somebody, of which SQL says which, to somebody else, with history. */
export async function moveAccounts(
  client: ClientBase,
  { from, to, runId, actor }: Moving,
  which: string,
): Promise<void> {
  await client.query(
    `with moved as (
       update saas_user set person_id = $1, updated_at = now() where person_id = $2 and ${which} returning id
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', id, 'updated', 'person', to_jsonb($2::uuid), to_jsonb($1::uuid), $3, $4 from moved`,
    [to, from, runId, actor],
  )
}

/** Gives applications for which somebody answers, of which SQL says which, to somebody else, with history. */
export async function moveApplications(
  client: ClientBase,
  { from, to, runId, actor }: Moving,
  which: string,
): Promise<void> {
  await client.query(
    `with moved as (
       update saas_application set owner_id = $1 where owner_id = $2 and ${which} returning id
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_application', id, 'updated', 'owner_id', to_jsonb($2::uuid), to_jsonb($1::uuid), $3, $4 from moved`,
    [to, from, runId, actor],
  )
}
