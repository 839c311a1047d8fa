import type { ClientBase } from 'pg'
import { holdSql } from './held.ts'
import { accountJoin, accountSql, changesSql } from './outcomes.ts'
import { privilegedPeople } from './privileged-people.ts'
import type { PlanScope } from './scope.ts'

/**
 * Holds back the rows that would change people whose role may write, unless a person looks at this plan:
 * a vendor's list must not reach them by itself. Done before constraints are judged, so that nobody counts
 * on a value that such a person would have given up.
 */
export async function holdPrivileged(client: ClientBase, scope: PlanScope): Promise<void> {
  if (scope.attended || scope.object !== 'person') return
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
