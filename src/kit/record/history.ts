import { sql } from 'kysely'
import type { Sql } from '../list/column.ts'
import type { List } from '../list/read-list.ts'
import { type ChangeRow, changeColumns } from './changes.ts'

/** SQL: what a row of `change` tells; along with of whom it is who became part of the person, a whole `ChangeRow`. */
export const changeSql = `at, id, object_id, object, kind, field, before, after, run_id, actor, given_to,
  (select i.name from integration i where i.id = change.given_to) as given_to_name`

/** A list of history, the newest first. */
export const history = (...parts: readonly Sql<ChangeRow>[]): List<ChangeRow> => ({
  parts,
  columns: changeColumns,
  order: '-at',
  ties: ['number', 'objectId'],
})

/** The history of one object, without these fields. */
export const changesOf = (id: string, hidden: readonly string[]): Sql<ChangeRow> => sql`
  select ${sql.raw(changeSql)}, null::uuid as merged_from from change
   where object_id = ${id} and not (field = any(${[...hidden]}::text[])) is true`

/** The creation of SaaS users (`u`), which has no row of its own: the run that made one stands on the SaaS user. */
export const accountsMade = (which: Sql): Sql<ChangeRow> => sql`
  select u.created_at as at, 0::bigint as id, u.id as object_id, 'saas_user' as object, 'created' as kind,
         null as field, null::jsonb as before,
         jsonb_build_object('vendor', a.vendor, 'instance', a.instance, 'vendorId', u.vendor_id) as after,
         u.run_id, coalesce(run.actor, '') as actor, null::uuid as given_to, null::text as given_to_name, null::uuid as merged_from
    from saas_user u join saas_application a on a.id = u.application_id left join run on run.id = u.run_id
   where ${which}`

/** The history of a person and of the accounts that are theirs, without these fields, the newest first. */
export function changesOfPerson(
  personId: string,
  { hidden, names }: { readonly hidden: readonly string[]; readonly names: boolean },
): List<ChangeRow> {
  // In one list: of two tests with "or" between them, neither would be looked up.
  const theirs = sql`(select ${personId}::uuid union all select gone.id from person gone where gone.merged_into = ${personId}
    union all select u.id from saas_user u where u.person_id = ${personId})`
  const changes = sql<ChangeRow>`
    select ${sql.raw(changeSql)}, case when object = 'person' then nullif(object_id, ${personId}::uuid) end as merged_from
      from change
     where object_id in ${theirs} and not (object = 'person' and field = any(${[...hidden]}::text[])) is true
       ${names ? sql`` : sql`and not (object = 'saas_user' and field = 'label') is true`}`
  return history(changes, accountsMade(sql`u.person_id = ${personId}`))
}
