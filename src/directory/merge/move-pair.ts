import type { ClientBase } from 'pg'
import { archiveObjects, updateObjects } from '../apply-objects.ts'
import type { PlanScope } from '../scope.ts'
import { literal } from '../sql.ts'

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
export const moveAccounts = (client: ClientBase, moving: Moving, which: string): Promise<void> =>
  move(client, moving, {
    object: 'saas_user',
    field: 'person',
    set: ['person_id = $1', 'updated_at = now()'],
    which: `person_id = $2 and ${which}`,
  })

/** Gives applications for which somebody answers, of which SQL says which, to somebody else, with history. */
export const moveApplications = (client: ClientBase, moving: Moving, which: string): Promise<void> =>
  move(client, moving, {
    object: 'saas_application',
    field: 'owner_id',
    set: ['owner_id = $1'],
    which: `owner_id = $2 and ${which}`,
  })

/** SQL of what goes: $1 is to whom, $2 from whom. */
interface Moved {
  readonly object: 'saas_user' | 'saas_application'
  /** What history calls it. */
  readonly field: string
  readonly set: readonly string[]
  readonly which: string
}

async function move(
  client: ClientBase,
  { from, to, runId, actor }: Moving,
  { object, field, set, which }: Moved,
): Promise<void> {
  await client.query(
    `with moved as (update ${object} set ${set.join(', ')} where ${which} returning id)
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select '${object}', id, 'updated', '${field}', to_jsonb($2::uuid), to_jsonb($1::uuid), $3, $4 from moved`,
    [to, from, runId, actor],
  )
}
