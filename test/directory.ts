import { createHash, randomUUID } from 'node:crypto'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { Tables } from '../src/db/tables.ts'
import { inTransaction } from '../src/db/transaction.ts'
import { applyPlan } from '../src/directory/apply.ts'
import { readFields } from '../src/directory/catalogue.ts'
import { editByHand } from '../src/directory/edit-by-hand.ts'
import { fieldId, fieldOf, type ObjectKind } from '../src/directory/field.ts'
import type { Refused } from '../src/directory/hand-plan.ts'
import type { HandEdit } from '../src/directory/hand-source.ts'
import { lockDirectory } from '../src/directory/lock.ts'
import { makePlan } from '../src/directory/plan.ts'
import { outcomeParts, type ReadOutcome } from '../src/directory/read-outcomes.ts'
import type {
  AbsentPolicy,
  Application,
  PlanKind,
  PlanScope,
  Preference,
  ScopeOf,
} from '../src/directory/scope.ts'
import type { SourceOrders } from '../src/directory/source-order.ts'
import type { JsonObject } from '../src/lib/value.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** A record as the mapping left it. */
export interface ListedRecord {
  readonly id: string
  readonly row: JsonObject
  readonly keys?: JsonObject
  readonly volatile?: JsonObject
  /** 0 active, 1 inactive, 2 removed. */
  readonly standing?: number
  readonly role?: string
  readonly active?: boolean
  /** [name, version, publisher] of each title on a device. */
  readonly software?: readonly (readonly [name: string, version: string, publisher?: string])[]
}

/** How a list is taken; what a test does not say is what most integrations do. */
export interface ListOptions {
  readonly source?: string
  /** People unless told. */
  readonly object?: ObjectKind
  /** Whether the software of devices is taken, too. */
  readonly software?: boolean
  readonly preference?: Preference
  readonly application?: Application | null
  readonly absent?: AbsentPolicy
  /** Vendor ids that the list no longer has; with `false`, not yet confirmed. */
  readonly gone?: readonly (string | readonly [id: string, confirmed: boolean])[]
  /** Vendor ids behind the list that the conditions leave out, with what the vendor says of the account, and those whose records cannot be read. */
  readonly leftOut?: readonly (string | readonly [id: string, active: boolean])[]
  readonly unreadable?: readonly string[]
  /** Keys of fields; unless told, the username alone, or the serial number. */
  readonly syncKeys?: readonly string[]
  /** Whether a person looks at the plan; yes unless told. */
  readonly attended?: boolean
}

/** What becomes of one record, by its vendor id; unchanged ones have none. */
export interface Outcome {
  readonly id: string
  readonly kind: string
  readonly reason: string | null
  readonly changes: JsonObject | null
  readonly account: JsonObject | null
  readonly software: JsonObject | null
  readonly problems: readonly { readonly field: string; readonly message: string }[] | null
}

export interface Planned {
  readonly scope: ScopeOf<PlanKind>
  readonly digest: string
  readonly outcomes: readonly Outcome[]
}

export interface Change {
  readonly object: string
  readonly kind: string
  readonly field: string | null
  readonly before: unknown
  readonly after: unknown
}

/** The integration that speaks when a test names none. */
const ourSource = '0198c0de-0000-7000-8000-00000000000a'

/** Two vendors' applications. */
export const planhat: Application = { vendor: 'planhat', instance: '' }

/** Somebody with a username and an e-mail of that name. */
export const named = (name: string, more: JsonObject = {}): JsonObject => ({
  username: name,
  email: `${name}@muster.test`,
  ...more,
})

/** Stages a list as a run of its own, and makes its plan. */
export const planList = (
  pool: Pool,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> => inTransaction(pool, (client) => planWith(client, records, options))

/** `planList` within a transaction of the test. */
export async function planWith(
  client: ClientBase,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> {
  const scope = await scopeOf(client, options)
  await stage(client, scope, records)
  await endEarly(client, scope, { ...options, listed: records.length })
  const { digest } = await makePlan(client, scope)
  return { scope, digest, outcomes: await outcomesOf(client, scope) }
}

/** Applies a plan as a run does: in one transaction that holds the directory's lock. */
export function applyPlanned(
  pool: Pool,
  { scope }: Pick<Planned, 'scope'>,
  between: (applied: number) => Promise<void> = async () => undefined,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    await lockDirectory(client)
    await applyPlan(client, scope, between)
  })
}

/** Plans a list and applies it. */
export async function takeList(
  pool: Pool,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> {
  const planned = await planList(pool, records, options)
  await applyPlanned(pool, planned)
  return planned
}

/** What a hand does to somebody, by username. */
export interface ByHand {
  readonly values?: HandEdit['values']
  readonly giveBack?: readonly string[]
  readonly act?: HandEdit['act']
}

/** Edits people by hand; answers who is refused and why. */
export const byHand = (pool: Pool, usernames: readonly string[], edit: ByHand): Promise<readonly Refused[]> =>
  inTransaction(pool, (client) => byHandWith(client, usernames, edit))

/** `byHand` within a transaction of the test. */
export async function byHandWith(
  client: ClientBase,
  usernames: readonly string[],
  { values = {}, giveBack = [], act = 'updated' }: ByHand,
): Promise<readonly Refused[]> {
  const keys = [...Object.keys(values), ...giveBack]
  const fields = await readFields(client)
  const { rows } = await client.query<{ id: string }>('select id from person where username = any($1)', [
    usernames,
  ])
  return editByHand(client, {
    object: 'person',
    ids: rows.map(({ id }) => id),
    written: fields.filter(({ key }) => keys.includes(key)),
    values,
    givenBack: giveBack,
    act,
    actor: 'hand',
  })
}

/** Makes the plan that takes a run back, as a run of its own. */
export const planUndoOf = (pool: Pool, undone: Pick<Planned, 'scope'>): Promise<Planned> =>
  inTransaction(pool, (client) => planUndoWith(client, undone))

/** `planUndoOf` within a transaction of the test. */
export async function planUndoWith(client: ClientBase, undone: Pick<Planned, 'scope'>): Promise<Planned> {
  const { sourceId, runId, object, software } = undone.scope
  const ours = await scopeOf(client, { source: sourceId, object, software })
  const scope: ScopeOf<'undo'> = { ...ours, kind: 'undo', undoes: runId }
  const { digest } = await makePlan(client, scope)
  return { scope, digest, outcomes: await outcomesOf(client, scope) }
}

/** Takes a run back. */
export async function undo(pool: Pool, undone: Pick<Planned, 'scope'>): Promise<Planned> {
  const planned = await planUndoOf(pool, undone)
  await applyPlanned(pool, planned)
  return planned
}

/** Has sources speak in another order, as a run of its own; by the keys of fields. */
export async function reorder(pool: Pool, orders: SourceOrders): Promise<Planned> {
  const planned = await inTransaction(pool, async (client) => {
    const all = await scopeOf(client, { object: fieldOf(Object.keys(orders)[0] ?? '').object })
    const written = all.written.filter((field) => fieldId(field) in orders)
    const scope: ScopeOf<'reorder'> = { ...all, kind: 'reorder', orders, written }
    const { digest } = await makePlan(client, scope)
    return { scope, digest, outcomes: await outcomesOf(client, scope) }
  })
  await applyPlanned(pool, planned)
  return planned
}

async function scopeOf(db: Queryable, options: ListOptions): Promise<ScopeOf<'list'>> {
  const {
    source = ourSource,
    object = 'person',
    software = false,
    preference = 'create_update',
    application = null,
    absent = 'mark',
    syncKeys = [object === 'device' ? 'serial_number' : 'username'],
    attended = true,
  } = options
  const fields = await readFields(db, object)
  const { rows } = await db.query<{ id: string }>(
    `insert into run (integration_id, mode, actor, revision, state) values ($1, 'apply', 'test', 1, 'succeeded') returning id`,
    [source],
  )
  return {
    kind: 'list',
    runId: rows[0]?.id ?? '',
    sourceId: source,
    object,
    software,
    preference,
    application,
    absent,
    syncKeys: syncKeys.flatMap((key) => fields.filter((field) => field.key === key)),
    written: fields,
    mandatory: fields.filter((field) => field.mandatory),
    actor: 'test',
    attended,
  }
}

const uuidOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)

async function stage(
  client: ClientBase,
  { runId }: PlanScope,
  records: readonly ListedRecord[],
): Promise<void> {
  const rows = records.map((record, number) => ({
    number,
    vendor_id: record.id,
    label: record.id,
    standing: record.standing ?? 0,
    role: record.role ?? null,
    active: record.active ?? null,
    row: record.row,
    keys: record.keys ?? null,
    volatile: record.volatile ?? null,
    software: record.software ?? null,
    row_hash: uuidOf([record.row, record.keys, record.role, record.active, record.standing, record.software]),
    raw: JSON.stringify(record.row),
    raw_hash: uuidOf(record),
  }))
  await client.query(
    `insert into staged (run_id, number, vendor_id, label, standing, role, active, "row", keys, volatile, software, row_hash, raw, raw_hash)
     select $1, number, vendor_id, label, standing, role, active, "row", keys, volatile, software, row_hash, raw, raw_hash
       from jsonb_to_recordset($2) as s (number int, vendor_id text, label text, standing smallint, role text, active boolean,
            "row" jsonb, keys jsonb, volatile jsonb, software jsonb, row_hash uuid, raw text, raw_hash uuid)`,
    [runId, JSON.stringify(rows)],
  )
}

/** What reading leaves behind of records that are not staged, and of those whom it did not find. */
async function endEarly(
  client: ClientBase,
  { runId }: PlanScope,
  { listed, gone = [], leftOut = [], unreadable = [] }: ListOptions & { readonly listed: number },
): Promise<void> {
  const early = [
    ...leftOut.map((one) => {
      const [id, active = null] = typeof one === 'string' ? [one] : one
      return [id, 'skipped', 'conditions', active]
    }),
    ...unreadable.map((id) => [id, 'failed', 'mapping']),
  ]
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, active)
     select $1, $3 + at - 1, e->>0, e->>0, e->>1, e->>2, (e->>3)::boolean from jsonb_array_elements($2) with ordinality t (e, at)`,
    [runId, JSON.stringify(early), listed],
  )
  await client.query(
    `insert into run_page (run_id, number, received, staged, unchanged, skipped, failed, seen)
     values ($1, 1, $2, $3, 0, $4, $5, '{}')`,
    [runId, listed + early.length, listed, leftOut.length, unreadable.length],
  )
  const pairs = gone.map((one) => (typeof one === 'string' ? [one, true] : one))
  await client.query(
    'insert into absence select $1, p->>0, (p->>1)::boolean from jsonb_array_elements($2) p',
    [runId, JSON.stringify(pairs)],
  )
}

/** Makes text of SQL; it is not connected to anything. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A planned list's outcomes in its order. */
async function outcomesOf(db: Queryable, { runId, sourceId, application }: PlanScope): Promise<Outcome[]> {
  const wanted = { runId, sourceId, withAccounts: application !== null, isPlanned: true }
  const parts = sql.join(outcomeParts(wanted), sql` union all `)
  const { sql: text, parameters } = sql`${parts} order by number`.compile(compiler)
  const { rows } = await db.query<ReadOutcome>(text, [...parameters])
  return rows.map(({ vendor_id, kind, reason, changes, account, software, problems }) => ({
    id: vendor_id,
    kind,
    reason,
    changes,
    account,
    software,
    problems,
  }))
}

/** What became of each record that did not stay as it was, in a word or two: `created`, `failed taken`. */
export const endings = ({ outcomes }: Pick<Planned, 'outcomes'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    outcomes.map(({ id, kind, reason }) => [id, reason === null ? kind : `${kind} ${reason}`]),
  )

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
export async function readHistory(db: Queryable, { scope }: Pick<Planned, 'scope'>): Promise<Change[]> {
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
