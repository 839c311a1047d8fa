import { sql } from 'kysely'
import type { Sql } from '../../kit/list/column.ts'

/** Each of these ids of SaaS users, in their order; of what is not there, only as it was said. */
export const saasUsersOfIds = (ids: readonly string[]): Sql => sql`
  select coalesce(u.id::text, public_id('usr', w.id)) as vendor_id, u.label
    from unnest(${ids}::uuid[]) with ordinality w (id, place) left join saas_user u on u.id = w.id order by w.place`
