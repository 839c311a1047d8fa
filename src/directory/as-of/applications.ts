import { sql } from 'kysely'
import { termKeys } from '../terms.ts'
import { archivedBack, type EndOfDay, momentOf, type Sql, sinceSql } from './moment.ts'
import { nulls } from './moved.ts'

/** The SaaS applications that there were at the end of a day; their terms are unknown before history was kept of them. */
export const applicationsThen = (day: EndOfDay): Sql => sql`
  select t.* from saas_application o cross join lateral (
      select jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told,
             max(s.kind) filter (where s.field is null and s.place = 1) as act
        from (${sinceSql(sql`o.id`, momentOf(day))}) s) f
    cross join lateral jsonb_populate_record(o,
      case when o.terms_since < ${momentOf(day)} then coalesce(f.told, '{}') else ${nulls(termKeys)} end
        || ${archivedBack(sql`o.id`, momentOf(day))}) t
   where o.created_at < ${momentOf(day)}`
