import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import type { Json, JsonObject } from '../../lib/value.ts'

/** A person with the columns of customers' fields, which only the catalogue knows. */
export type PersonRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly username_key: string
  readonly archived_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

export interface Wanted {
  readonly search?: string | undefined
  readonly archived: boolean
  /** The lower-case username to begin after. */
  readonly after: string | undefined
  readonly limit: number
}

/** People by username, one more than `limit`. */
export function listPeople({ kysely }: Connections, { search, archived, after, limit }: Wanted) {
  return kysely
    .selectFrom('person')
    .selectAll()
    .where('archived_at', archived ? 'is not' : 'is', null)
    .$if(after !== undefined, (query) => query.where('username_key', '>', after ?? ''))
    .$if(Boolean(search), (query) => query.where((is) => matches(is, search ?? '')))
    .orderBy('username_key')
    .limit(limit + 1)
    .execute()
}

const searched = ['username', 'email', 'first_name', 'last_name', 'display_name'] as const

function matches(is: ExpressionBuilder<Tables, 'person'>, search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const name = sql<string>`concat_ws(' ', first_name, last_name)`
  return is.or([...searched.map((column) => is(column, 'ilike', pattern)), is(name, 'ilike', pattern)])
}

export const findPerson = ({ kysely }: Connections, id: string): Promise<PersonRow | undefined> =>
  kysely.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()

/** The accounts of a person, by application. */
export function saasUsersOf({ kysely }: Connections, personId: string) {
  return kysely
    .selectFrom('saas_user as u')
    .innerJoin('saas_application as a', 'a.id', 'u.application_id')
    .select(['u.id', 'a.vendor', 'a.instance', 'u.vendor_id', 'u.label', 'u.role', 'u.active'])
    .select(['u.gone_at', 'u.unmaintained_at'])
    .where('u.person_id', '=', personId)
    .orderBy('a.vendor')
    .orderBy('a.instance')
    .orderBy('u.vendor_id')
    .execute()
}

/** What integrations last said of a person; a deleted one has no name any more. */
export function sourcesOf({ kysely }: Connections, personId: string) {
  return kysely
    .selectFrom('source_record as s')
    .innerJoin('source', 'source.id', 's.source_id')
    .leftJoin('integration as i', 'i.id', 's.source_id')
    .select(['s.source_id', 'i.name', 's.vendor_id', 's.row', 's.updated_at'])
    .where('s.person_id', '=', personId)
    .where('source.kind', '=', 'integration')
    .orderBy('source.launched_at')
    .orderBy('s.vendor_id')
    .execute()
}

export interface ChangeRow {
  readonly at: Date
  readonly object: 'person' | 'saas_user'
  readonly kind: 'created' | 'updated' | 'archived' | 'restored'
  readonly field: string | null
  readonly before: Json
  readonly after: Json
  readonly run_id: string | null
  readonly actor: string
  /** Its place in history: microsecond since 1970, number, object. */
  readonly key: readonly [string, string, string]
}

interface ChangesWanted {
  readonly personId: string
  readonly after: readonly string[] | undefined
  readonly limit: number
}

/** The history of a person and of the accounts that are theirs, the newest first; one more than `limit`. */
export async function listChanges(
  { pool }: Connections,
  { personId, after, limit }: ChangesWanted,
): Promise<ChangeRow[]> {
  const { rows } = await pool.query<ChangeRow>(
    `with account as (
       select u.*, a.vendor, a.instance from saas_user u join saas_application a on a.id = u.application_id
        where u.person_id = $1
     ), history as (
       select at, id, object_id, object, kind, field, before, after, run_id, actor from change
        where object_id = $1 or object_id in (select id from account)
       union all
       -- A SaaS user's creation has no row of its own: the run that made it stands on the SaaS user.
       select u.created_at, 0, u.id, 'saas_user', 'created', null, null,
              jsonb_build_object('vendor', u.vendor, 'instance', u.instance, 'vendorId', u.vendor_id),
              u.run_id, coalesce(run.actor, '') from account u left join run on run.id = u.run_id
     ), placed as (
       select *, (extract(epoch from at) * 1000000)::bigint as microsecond from history
     )
     select at, object, kind, field, before, after, run_id, actor,
            array[microsecond::text, id::text, object_id::text] as key
       from placed
      where $2::text[] is null or (microsecond, id, object_id)
            < (($2::text[])[1]::bigint, ($2::text[])[2]::bigint, ($2::text[])[3]::uuid)
      order by microsecond desc, id desc, object_id desc limit $3`,
    [personId, after ?? null, limit + 1],
  )
  return rows
}

export type SaasUserOfPerson = Awaited<ReturnType<typeof saasUsersOf>>[number]
export type SourceOfPerson = Omit<Awaited<ReturnType<typeof sourcesOf>>[number], 'row'> & {
  readonly row: JsonObject
}
