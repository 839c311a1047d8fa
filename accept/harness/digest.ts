import type { ClientBase, Pool } from 'pg'

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

// A person is known by the username; ids, times and numbers of runs differ between two equal directories.
const lines = `
  select 'person '::text || (to_jsonb(p) - '{id,created_at,updated_at,archived_at,merged_into}'::text[] ||
           jsonb_build_object('archived', p.archived_at is not null))::text as line from person p
  union all
  select 'account '::text || (to_jsonb(u) - '{id,application_id,person_id,run_id,created_at,updated_at,gone_at,unmaintained_at}'::text[] ||
           jsonb_build_object('of', a.vendor || '/' || a.instance, 'person', p.username, 'gone', u.gone_at is not null,
             'unmaintained', u.unmaintained_at is not null))::text
    from saas_user u join saas_application a on a.id = u.application_id left join person p on p.id = u.person_id
  union all
  select 'said '::text || (to_jsonb(r) - '{source_id,object_id,run_id,made_by,number,created_at,updated_at,gone_at,absent_since,out_of_scope_at}'::text[] ||
           jsonb_build_object('by', i.name, 'person', p.username, 'gone', r.gone_at is not null,
             'absent', r.absent_since is not null, 'out', r.out_of_scope_at is not null))::text
    from source_record r left join integration i on i.id = r.source_id left join person p on p.id = r.object_id
  union all
  select 'event '::text || jsonb_build_object('of', coalesce(p.username, u.vendor_id), 'object', c.object, 'kind', c.kind, 'field', c.field,
           'before', case when c.object = 'saas_user' and c.field = 'person' then null else c.before end,
           'after', case when c.object = 'saas_user' and c.field = 'person' then null else c.after end)::text
    from change c left join person p on p.id = c.object_id left join saas_user u on u.id = c.object_id
   where c.id > $1`

/**
 * The directory as one hash: people, SaaS users, links, what sources said, and the history after a mark. Two
 * directories with one digest say the same. One statement, so that it sees one moment; sums of hashes need no order,
 * so that looking costs little of the machine that is struck.
 */
export async function digestOf(db: Queryable, since: number): Promise<string> {
  const { rows } = await db.query<{ digest: string }>(
    `select concat_ws('-', count(*), sum(hashtextextended(line, 1)::numeric), sum(hashtextextended(line, 2)::numeric)) as digest
       from (${lines}) as line (line)`,
    [since],
  )
  return rows[0]?.digest ?? ''
}

/** What the digest is made of, sorted: to say what differs. */
export async function linesOf(db: Queryable, since: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ line: string }>(`${lines} order by 1`, [since])
  return rows.map(({ line }) => line)
}

/** Where history stands now. */
export async function historyMark(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ mark: string }>('select coalesce(max(id), 0)::text as mark from change')
  return Number(rows[0]?.mark)
}

export interface Difference {
  /** Lines that should be there and are not. */
  readonly lost: number
  /** Lines that are there more often than they should. */
  readonly doubled: number
}

/** How one directory differs from what it should be. */
export function difference(is: readonly string[], should: readonly string[]): Difference {
  const more = (one: readonly string[], other: readonly string[]) => {
    const left = new Map<string, number>()
    for (const line of other) left.set(line, (left.get(line) ?? 0) + 1)
    return one.filter((line) => {
      const count = left.get(line) ?? 0
      left.set(line, count - 1)
      return count <= 0
    }).length
  }
  return { lost: more(should, is), doubled: more(is, should) }
}
