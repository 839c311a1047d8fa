import type { ClientBase } from 'pg'
import { listedElsewhere } from './listed-elsewhere.ts'
import { lockBriefly } from './lock.ts'
import { lookAgain } from './look-again.ts'
import type { PlanScope } from './scope.ts'

/**
 * Ends a source: it says no more. What it said stays, with people, values and history, until another source says
 * otherwise; SaaS users that no other source of their application lists are marked as unmaintained. Call it inside a transaction.
 */
export async function endSource(
  client: ClientBase,
  { sourceId, actor }: Pick<PlanScope, 'sourceId' | 'actor'>,
): Promise<void> {
  await lockBriefly(client)
  await lookAgain(client, { sourceId, runId: null, which: 'true' })
  const { rowCount } = await client.query(
    'update source set ended_at = now() where id = $1 and ended_at is null',
    [sourceId],
  )
  if (rowCount === 0) return
  await client.query(
    `with changed as (
       update saas_user u set unmaintained_at = now(), updated_at = now()
         from source s join source_record r on r.source_id = s.id
        where s.id = $1 and u.application_id = s.application_id and u.vendor_id = r.vendor_id and u.unmaintained_at is null
          and not ${listedElsewhere({ applicationId: 's.application_id', vendorId: 'r.vendor_id', sourceId: 's.id' })}
       returning u.id
     )
     insert into change (object, object_id, kind, field, before, after, actor)
     select 'saas_user', id, 'updated', 'unmaintained', 'null', 'true', $2 from changed`,
    [sourceId, actor],
  )
  // A plan that waits may have counted on it.
  await client.query('update directory_state set revision = revision + 1')
}
