import { sql } from 'kysely'
import type { Sql } from '../list/column.ts'
import type { ChangeRow } from './changes.ts'

/** The creation of SaaS users (`u`), which has no row of its own: the run that made one stands on the SaaS user. */
export const accountsMade = (which: Sql): Sql<ChangeRow> => sql`
  select u.created_at as at, 0::bigint as id, u.id as object_id, 'saas_user' as object, 'created' as kind,
         null as field, null::jsonb as before,
         jsonb_build_object('vendor', a.vendor, 'instance', a.instance, 'vendorId', u.vendor_id) as after,
         u.run_id, coalesce(run.actor, '') as actor, null::uuid as given_to, null::text as given_to_name, null::uuid as merged_from
    from saas_user u join saas_application a on a.id = u.application_id left join run on run.id = u.run_id
   where ${which}`
