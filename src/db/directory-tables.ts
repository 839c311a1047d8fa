import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Json, JsonObject } from '../lib/value.ts'
import type { Counter, Jsonb, MadeAt, TimeOrNone } from './columns.ts'

export interface DirectoryStateTable {
  singleton: Generated<boolean>
  revision: Counter
}

export interface RoleTable {
  key: string
  label: string
  writes: boolean
  position: number
  /** Null: of a role that comes with the product, which says what it may do. */
  rights: string[] | null
  filter: ColumnType<JsonObject | null, string | null | undefined, string | null>
  hidden_fields: Generated<string[]>
}

export interface FieldTable {
  object: 'person' | 'device'
  key: string
  label: string
  type: string
  is_unique: Generated<boolean>
  mandatory: Generated<boolean>
  options: Generated<string[]>
  core: Generated<boolean>
  /** What Muster calls it; null: it is a customer's. */
  usual_label: string | null
  retired: Generated<boolean>
  sources: Generated<string[]>
  position: Generated<number>
  created_at: MadeAt
}

/** Customers' fields are further columns, known only to the catalogue. */
export interface PersonTable {
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

/** Customers' fields are further columns here, too. */
export interface DeviceTable {
  id: Generated<string>
  name: string
  serial_number: string | null
  serial_number_key: GeneratedAlways<string | null>
  asset_tag: string | null
  asset_tag_key: GeneratedAlways<string | null>
  kind: string | null
  status: string | null
  manufacturer: string | null
  model: string | null
  os: string | null
  os_version: string | null
  /** The username or e-mail address of a person, as sources say it. */
  owner: string | null
  owner_key: GeneratedAlways<string | null>
  last_seen: TimeOrNone
  location: string | null
  purchase_date: string | null
  warranty_until: string | null
  archived_at: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
}

export interface SoftwareTable {
  id: Generated<string>
  name: string
  publisher: Generated<string>
  created_at: MadeAt
  /** Kept by a trigger. */
  devices: Generated<number>
  versions: Generated<number>
}

export interface InstallationTable {
  device_id: string
  source_id: string
  software_id: string
  version: Generated<string>
  run_id: string
  made_at: MadeAt
  gone_at: TimeOrNone
  gone_run_id: string | null
}

export interface SaasApplicationTable {
  id: Generated<string>
  vendor: string
  instance: Generated<string>
  created_at: MadeAt
  seats: number | null
  /** Arrives as text, so that nothing is lost of it. */
  seat_price: string | null
  price_period: 'month' | 'year' | null
  currency: string | null
  renewal_date: string | null
  owner_id: string | null
  notes: string | null
  /** Since when changes of the terms are in history. */
  terms_since: MadeAt
  archived_at: TimeOrNone
}

export interface SaasUserTable {
  id: Generated<string>
  application_id: string
  vendor_id: string
  person_id: string | null
  label: string | null
  role: string | null
  active: boolean | null
  run_id: string | null
  gone_at: TimeOrNone
  unmaintained_at: TimeOrNone
  linked_by_hand: Generated<boolean>
  no_person_reason: string | null
  created_at: MadeAt
  updated_at: MadeAt
}

export interface SourceTable {
  id: string
  kind: 'hand' | 'integration'
  launched_at: MadeAt
  application_id: string | null
  ended_at: TimeOrNone
}

export interface EndingTable {
  source_id: string
  name: string
  actor: string
  since: MadeAt
  /** When a worker sees to it; later once that failed. */
  due_at: MadeAt
}

export interface SourceRecordTable {
  source_id: string
  vendor_id: string
  object_id: string | null
  standing: Generated<number>
  row: Jsonb
  raw_hash: string | null
  /** Null: what is said by hand. */
  run_id: string | null
  number: number
  made_by: string | null
  gone_at: TimeOrNone
  absent_since: TimeOrNone
  out_of_scope_at: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
  joined: string[] | null
}

export interface SourceBeforeTable {
  run_id: string
  vendor_id: string
  record: Jsonb<JsonObject | null>
  /** Of what is written beside runs, too: what the run left. */
  after: Jsonb<JsonObject | null>
}

export interface ChangeTable {
  id: GeneratedAlways<number>
  object: 'person' | 'saas_user' | 'device' | 'saas_application'
  object_id: string
  kind: 'created' | 'updated' | 'archived' | 'restored' | 'erased' | 'merged' | 'split'
  field: string | null
  before: ColumnType<Json, string | null, string | null>
  after: ColumnType<Json, string | null, string | null>
  run_id: string | null
  actor: string
  /** The source to which somebody gave the field back. */
  given_to: Generated<string | null>
  at: MadeAt
}
