import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { ObjectKind } from '../../src/directory/field.ts'
import type { AbsentPolicy, Application, PlanScope, Preference } from '../../src/directory/scope.ts'
import type { JsonObject } from '../../src/lib/value.ts'

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

/** Two vendors' applications. */
export const planhat: Application = { vendor: 'planhat', instance: '' }

/** Somebody with a username and an e-mail of that name. */
export const named = (name: string, more: JsonObject = {}): JsonObject => ({
  username: name,
  email: `${name}@muster.test`,
  ...more,
})

/** Writes what reading a list leaves behind. */
export async function stageList(
  client: ClientBase,
  scope: PlanScope,
  { records, ...options }: ListOptions & { readonly records: readonly ListedRecord[] },
): Promise<void> {
  await stage(client, scope, records)
  await endEarly(client, scope, { ...options, listed: records.length })
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
