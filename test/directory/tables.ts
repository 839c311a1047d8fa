import { randomUUID } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import type { PlanScope } from '../../src/directory/scope.ts'
import type { JsonObject } from '../../src/lib/value.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

export interface Change {
  readonly object: string
  readonly kind: string
  readonly field: string | null
  readonly before: unknown
  readonly after: unknown
}

/** Everybody's values by username, without empty fields. */
export async function readPeople(db: Queryable): Promise<Readonly<Record<string, JsonObject>>> {
  const { rows } = await db.query<{ username: string; values: JsonObject }>(
    `select username, jsonb_strip_nulls(to_jsonb(p) - '{id,username,username_key,email_key,created_at,updated_at}'::text[]) as values
       from person p order by username`,
  )
  return Object.fromEntries(rows.map(({ username, values }) => [username, values]))
}

/** Every SaaS user by vendor id, with the username of its person. */
export async function readAccounts(db: Queryable): Promise<Readonly<Record<string, JsonObject>>> {
  const { rows } = await db.query<{ vendor_id: string; values: JsonObject }>(
    `select vendor_id, jsonb_build_object('person', p.username, 'role', u.role, 'active', u.active)
              || jsonb_strip_nulls(jsonb_build_object('gone', nullif(u.gone_at is not null, false),
                                                      'unmaintained', nullif(u.unmaintained_at is not null, false))) as values
       from saas_user u left join person p on p.id = u.person_id order by vendor_id`,
  )
  return Object.fromEntries(rows.map(({ vendor_id, values }) => [vendor_id, values]))
}

/** The history that a run wrote, oldest first. */
export async function readHistory(
  db: Queryable,
  { scope }: { readonly scope: Pick<PlanScope, 'runId'> },
): Promise<Change[]> {
  const { rows } = await db.query<Change>(
    'select object, kind, field, before, after from change where run_id = $1 order by id',
    [scope.runId],
  )
  return rows
}

/** Forgets everybody and everything that was said of them; the catalogue stays. */
export async function emptyDirectory(pool: Pool): Promise<void> {
  await pool.query(
    'truncate person, device, software, software_version, installation, saas_application, saas_user, source, ending, source_record, source_before, change, run, run_page, staged, outcome, absence cascade',
  )
}

/** A source of its own, launched this many days after the first. */
export async function newSource(
  db: Queryable,
  day: number,
  kind: 'integration' | 'hand' = 'integration',
): Promise<string> {
  const id = randomUUID()
  await db.query(`insert into source values ($1, $2, timestamptz '2026-01-01' + make_interval(days => $3))`, [
    id,
    kind,
    day,
  ])
  return id
}
