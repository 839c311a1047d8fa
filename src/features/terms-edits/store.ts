import { sql } from 'kysely'
import type { Sql } from '../../kit/list/column.ts'
import { type List, type Wish, wholeList } from '../../kit/list/read-list.ts'
import { type ApplicationRow, applications, type Wanted } from '../saas-applications/store.ts'

const label = sql`concat_ws(' · ', r.name, nullif(r.instance, ''))`

/** All of a list of applications but some, in its order: rows (vendor_id, label). */
export const allOfApplications = (
  list: List<ApplicationRow>,
  asked: Pick<Wish, 'filter' | 'sort'> & { readonly zone: string },
  but: readonly string[],
): Sql => sql`
  select r.id::text as vendor_id, ${label} as label from (${wholeList(list, asked, asked.zone)}) r where r.id <> all(${but}::uuid[])`

/** Each of these ids of applications, in their order; of what is not there, only as it was said. */
export const applicationsOfIds = (ids: readonly string[], wanted: Wanted): Sql => sql`
  select coalesce(r.id::text, public_id('app', w.id)) as vendor_id, nullif(${label}, '') as label
    from unnest(${ids}::uuid[]) with ordinality w (id, place) left join (${applications(wanted)}) r on r.id = w.id order by w.place`
