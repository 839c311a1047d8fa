import type { ClientBase } from 'pg'
import { holdSql } from './held.ts'
import type { PlanScope } from './scope.ts'

/**
 * Holds back, unless a person looks at this plan, rows under new ids that a sync key finds for people whose own records in
 * this list are all gone, or missing and not confirmed yet: an address may have been given to somebody else, who must not
 * become them unseen.
 */
export async function holdReused(client: ClientBase, scope: PlanScope): Promise<void> {
  if (scope.attended || scope.object !== 'person') return
  await client.query(
    holdSql(
      'address_reused',
      `select p.number from plan_row p join (
         select r.object_id from source_record r left join absence a on a.run_id = $2 and a.vendor_id = r.vendor_id
          where r.source_id = $1 and r.object_id in (select found from plan_row where is_new and found is not null)
          group by r.object_id having bool_and(r.gone_at is not null or a.vendor_id is not null)
       ) own on own.object_id = p.found where p.is_new`,
    ),
    [scope.sourceId, scope.runId],
  )
}
