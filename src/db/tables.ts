import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Json, JsonObject } from '../lib/value.ts'

/** The tables as Kysely sees them: column names and the types our connections answer with. */
export interface Tables {
  readonly directory_state: DirectoryStateTable
  readonly role: RoleTable
  readonly field: FieldTable
  readonly person: PersonTable
  readonly saas_application: SaasApplicationTable
  readonly saas_user: SaasUserTable
  readonly source: SourceTable
  readonly source_record: SourceRecordTable
  readonly change: ChangeTable
  readonly run: RunTable
  readonly run_page: RunPageTable
  readonly staged: StagedTable
  readonly outcome: OutcomeTable
  readonly vault_key: VaultKeyTable
  readonly credential: CredentialTable
  readonly integration: IntegrationTable
}

/** `jsonb`: arrives parsed, is written as text. */
type Jsonb<T extends object | null = JsonObject> = JSONColumnType<T>
/** `timestamptz`: arrives as `Date`. */
type TimeOrNone = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type MadeAt = ColumnType<Date, Date | string | undefined, Date | string>
/** `bigint` that a person could count to; our connections answer with a number. */
type Counter = Generated<number>

interface DirectoryStateTable {
  singleton: Generated<boolean>
  revision: Counter
}

interface RoleTable {
  key: string
  label: string
  writes: boolean
  position: number
}

interface FieldTable {
  object: 'person'
  key: string
  label: string
  type: string
  is_unique: Generated<boolean>
  mandatory: Generated<boolean>
  options: Generated<string[]>
  core: Generated<boolean>
  retired: Generated<boolean>
  position: GeneratedAlways<number>
  created_at: MadeAt
}

/** Customers' fields are further columns, known only to the catalogue. */
interface PersonTable {
  id: Generated<string>
  username: string
  username_key: GeneratedAlways<string>
  email: string
  email_key: GeneratedAlways<string>
  first_name: string | null
  last_name: string | null
  display_name: string | null
  role: Generated<string>
  employment_status: string | null
  title: string | null
  department: string | null
  manager: string | null
  location: string | null
  phone: string | null
  start_date: string | null
  end_date: string | null
  archived_at: TimeOrNone
  merged_into: string | null
  created_at: MadeAt
  updated_at: MadeAt
}

interface SaasApplicationTable {
  id: Generated<string>
  vendor: string
  instance: Generated<string>
  created_at: MadeAt
}

interface SaasUserTable {
  id: Generated<string>
  application_id: string
  vendor_id: string
  person_id: string | null
  label: string | null
  role: string | null
  active: boolean | null
  run_id: string | null
  created_at: MadeAt
  updated_at: MadeAt
}

interface SourceTable {
  id: string
  kind: 'hand' | 'integration'
  launched_at: MadeAt
}

interface SourceRecordTable {
  source_id: string
  vendor_id: string
  person_id: string | null
  standing: Generated<number>
  row: Jsonb
  raw_hash: string | null
  run_id: string
  number: number
  created_at: MadeAt
  updated_at: MadeAt
}

interface ChangeTable {
  id: GeneratedAlways<number>
  object: 'person' | 'saas_user'
  object_id: string
  kind: 'created' | 'updated'
  field: string | null
  before: ColumnType<Json, string | null, string | null>
  after: ColumnType<Json, string | null, string | null>
  run_id: string | null
  actor: string
  at: MadeAt
}

interface RunTable {
  id: Generated<string>
  integration_id: string
  state: Generated<string>
  mode: 'plan' | 'apply'
  actor: string
  revision: number
  fence: Counter
  lease_until: TimeOrNone
  cancel_asked: Generated<boolean>
  read: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  skipped: Generated<number>
  failed: Generated<number>
  held: Generated<number>
  directory_revision: number | null
  digest: string | null
  with_accounts: Generated<boolean>
  applied: Generated<number>
  fault: ColumnType<
    { readonly code: string; readonly message: string } | null,
    string | null | undefined,
    string | null
  >
  timings: ColumnType<Readonly<Record<string, number>>, string | undefined, string>
  queued_at: MadeAt
  started_at: TimeOrNone
  planned_at: TimeOrNone
  finished_at: TimeOrNone
}

interface RunPageTable {
  run_id: string
  number: number
  received: number
  staged: number
  unchanged: number
  skipped: number
  failed: number
  seen: string[]
  at: MadeAt
}

interface StagedTable {
  run_id: string
  number: number
  vendor_id: string
  label: string | null
  standing: number
  role: string | null
  active: boolean | null
  row: Jsonb
  keys: Jsonb<JsonObject | null>
  volatile: Jsonb<JsonObject | null>
  row_hash: string
  raw: string
  raw_hash: string
}

interface OutcomeTable {
  run_id: string
  number: number
  vendor_id: string
  label: string | null
  kind: 'created' | 'updated' | 'skipped' | 'failed' | 'held'
  reason: string | null
  person_id: string | null
  changes: Jsonb<Readonly<Record<string, readonly [before: Json, after: Json]>> | null>
  account: Jsonb<JsonObject | null>
  problems: Jsonb<readonly JsonObject[] | null>
}

interface VaultKeyTable {
  version: number
  check_value: Buffer
  created_at: MadeAt
}

interface CredentialTable {
  id: Generated<string>
  connector: string
  name: string
  sealed: Buffer
  settings: ColumnType<Readonly<Record<string, string>>, string | undefined, string>
  origins: string[]
  fingerprint: string
  created_at: MadeAt
  updated_at: MadeAt
  last_used_at: TimeOrNone
}

interface IntegrationTable {
  id: Generated<string>
  name: string
  connector: string
  load: string
  credential_id: string | null
  selection: 'user' | 'user_and_saas_user'
  preference: 'create_update' | 'create' | 'update'
  instance: Generated<string>
  state: Generated<'draft' | 'active' | 'paused'>
  mapping: Jsonb<object>
  conditions: ColumnType<object | null, string | null | undefined, string | null>
  revision: Generated<number>
  launched_at: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
}
