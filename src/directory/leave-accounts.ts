import type { ClientBase } from 'pg'
import { oneRow } from '../db/one-row.ts'
import { listedElsewhere } from './listed-elsewhere.ts'
import type { Application, PlanScope } from './scope.ts'
import { literal } from './sql.ts'

/** Which source stops loading its accounts, and what it loads instead; null: none. */
interface Leaving extends Pick<PlanScope, 'sourceId'> {
  readonly application: Application | null
}

/** SQL: the ids of SaaS users that are loaded by a source alone, of an application that is no longer the one it loads. */
const leftSql = ({ sourceId, application }: Leaving): string => `
  select u.id
    from source s join source_record r on r.source_id = s.id
    join saas_user u on u.application_id = s.application_id and u.vendor_id = r.vendor_id
   where s.id = ${literal(sourceId)} and u.unmaintained_at is null ${isAnother(application)}
     and not ${listedElsewhere({ applicationId: 's.application_id', vendorId: 'r.vendor_id', sourceId: 's.id' })}`

const isAnother = (application: Application | null): string =>
  application
    ? `and not exists (select from saas_application app where app.id = s.application_id
         and app.vendor = ${literal(application.vendor)} and app.instance = ${literal(application.instance)})`
    : ''

/** How many SaaS users a plan leaves to nobody, because its integration no longer loads accounts, or those of another application. */
export async function countLeft(client: ClientBase, scope: Leaving): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from (${leftSql(scope)}) l`,
  )
  return oneRow(rows).count
}

/** Marks the SaaS users that nobody else loads as unmaintained, with history; by no run where the source itself ends. */
export async function leaveAccounts(
  client: ClientBase,
  { actor, runId, ...leaving }: Leaving & { readonly actor: string; readonly runId: string | null },
): Promise<void> {
  await client.query(
    `with changed as (
       update saas_user set unmaintained_at = now(), updated_at = now() where id in (${leftSql(leaving)}) returning id
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', id, 'updated', 'unmaintained', 'null', 'true', $1, $2 from changed`,
    [runId, actor],
  )
}
