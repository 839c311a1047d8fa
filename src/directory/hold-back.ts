import type { ClientBase } from 'pg'
import { holdSql } from './held.ts'
import { accountJoin, accountSql, changesSql } from './outcomes.ts'
import { privilegedPeople } from './privileged-people.ts'
import type { PlanScope } from './scope.ts'

/**
 * Holds back what must not be done to people unless a person looks at this plan. Done before constraints are judged, so
 * that nobody counts on a value that such a person would have given up.
 */
export async function holdBack(client: ClientBase, scope: PlanScope): Promise<void> {
  if (scope.attended || scope.object !== 'person') return
  await holdReused(client, scope)
  await holdPrivileged(client, scope)
}

/**
 * Rows under new ids that a sync key finds for people whose own records in this list are all gone, or missing and not
 * confirmed yet: an address may have been given to somebody else, who must not become them unseen.
 */
async function holdReused(client: ClientBase, { sourceId, runId }: PlanScope): Promise<void> {
  await client.query(
    holdSql(
      'address_reused',
      `select p.number from plan_row p join (
         select r.object_id from source_record r left join absence a on a.run_id = $2 and a.vendor_id = r.vendor_id
          where r.source_id = $1 and r.object_id in (select found from plan_row where is_new and found is not null)
          group by r.object_id having bool_and(r.gone_at is not null or a.vendor_id is not null)
       ) own on own.object_id = p.found where p.is_new`,
    ),
    [sourceId, runId],
  )
}

/** Rows that would change people whose role may write: a vendor's list must not reach them by itself. */
async function holdPrivileged(client: ClientBase, scope: PlanScope): Promise<void> {
  await client.query(
    holdSql(
      'privileged',
      `select r.number
         from person p join (${privilegedPeople}) privileged on privileged.id = p.id join plan_row r on r.found = p.id
         ${accountJoin(scope, 'r.vendor_id')}
        where ${accountSql(scope)} is not null or (r.reason is null and (r.is_new or ${changesSql(scope.written)} <> '{}'))`,
    ),
  )
}
