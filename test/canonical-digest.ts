import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** Columns that tell when, by which run or under which id, but nothing of anybody. */
const aside = '{id,username_key,email_key,archived_at,merged_into,created_at,updated_at}'

const canonSql = (without: string) => `
  select 'person' as what, p.username as key, jsonb_strip_nulls(to_jsonb(p) - '${aside}'::text[] - '${without}'::text[]) as said
    from person p where p.archived_at is null
   union all
  select 'saas_user', concat_ws(' ', a.vendor, a.instance, u.vendor_id),
         jsonb_build_object('person', p.username, 'label', u.label, 'role', u.role, 'active', u.active)
    from saas_user u join saas_application a on a.id = u.application_id left join person p on p.id = u.person_id
   where u.gone_at is null
   union all
  select 'source_record', case when r.run_id is null then 'hand ' || p.username else concat_ws(' ', r.source_id, r.vendor_id) end,
         jsonb_build_object('person', p.username, 'standing', r.standing, 'row', r."row", 'gone', r.gone_at is not null)
    from source_record r left join person p on p.id = r.object_id`

/** One thing that the directory says, under the name people know it by. */
export interface CanonLine {
  readonly what: string
  readonly key: string
  readonly said: unknown
}

/**
 * What the directory says of everybody: people who are not archived, accounts that are not gone, links, and what the
 * sources said; without ids, times, hashes and runs. `without` names fields that are the same for a whole run and
 * written only along with others, as *Connect: Sync Time*.
 */
export async function canonicalDirectory(
  db: Queryable,
  without: readonly string[] = [],
): Promise<readonly CanonLine[]> {
  const { rows } = await db.query<CanonLine>(
    `select * from (${canonSql(`{${without.join(',')}}`)}) told order by what, key collate "C"`,
  )
  return rows
}

/** The directory as one hash: two directories with one digest say the same. */
export async function canonicalDigest(db: Queryable, without: readonly string[] = []): Promise<string> {
  const lines = await canonicalDirectory(db, without)
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex')
}
