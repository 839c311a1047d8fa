import type { ColumnType, Generated } from 'kysely'
import type { JsonObject } from '../lib/value.ts'
import type { AccountTable, SessionTable, TokenTable } from './account-tables.ts'
import type { Jsonb, MadeAt, TimeOrNone } from './columns.ts'
import type {
  ChangeTable,
  DeviceTable,
  DirectoryStateTable,
  EndingTable,
  FieldTable,
  InstallationTable,
  PersonTable,
  RoleTable,
  SaasApplicationTable,
  SaasUserTable,
  SoftwareTable,
  SourceBeforeTable,
  SourceRecordTable,
  SourceTable,
} from './directory-tables.ts'
import type {
  AbsenceTable,
  DueTable,
  OutcomeTable,
  RunPageTable,
  RunTable,
  StagedTable,
} from './sync-tables.ts'

import type { WebhookDeliveryTable, WebhookTable } from './webhook-tables.ts'

/** The tables as Kysely sees them: column names and the types our connections answer with. */
export interface Tables {
  readonly directory_state: DirectoryStateTable
  readonly role: RoleTable
  readonly field: FieldTable
  readonly person: PersonTable
  readonly device: DeviceTable
  readonly software: SoftwareTable
  readonly installation: InstallationTable
  readonly saas_application: SaasApplicationTable
  readonly saas_user: SaasUserTable
  readonly source: SourceTable
  readonly ending: EndingTable
  readonly source_record: SourceRecordTable
  readonly change: ChangeTable
  readonly run: RunTable
  readonly run_page: RunPageTable
  readonly staged: StagedTable
  readonly outcome: OutcomeTable
  readonly absence: AbsenceTable
  readonly vault_key: VaultKeyTable
  readonly credential: CredentialTable
  readonly integration: IntegrationTable
  readonly source_before: SourceBeforeTable
  readonly due: DueTable
  readonly account: AccountTable
  readonly session: SessionTable
  readonly token: TokenTable
  readonly notice: NoticeTable
  readonly webhook: WebhookTable
  readonly webhook_delivery: WebhookDeliveryTable
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
  /** The last day on which it opens its vendor, where somebody said so. */
  expires_on: ColumnType<string | null, string | null | undefined, string | null>
}

interface IntegrationTable {
  id: Generated<string>
  name: string
  connector: string
  load: string
  credential_id: string | null
  selection: 'user' | 'user_and_saas_user' | 'device' | 'device_and_software'
  preference: 'create_update' | 'create' | 'update'
  instance: Generated<string>
  state: Generated<'draft' | 'active' | 'paused'>
  mapping: Jsonb<object>
  conditions: ColumnType<object | null, string | null | undefined, string | null>
  revision: Generated<number>
  launched_at: TimeOrNone
  absent: Generated<'mark' | 'deactivate' | 'leave'>
  limits: ColumnType<JsonObject, string | undefined, string>
  schedule: ColumnType<JsonObject | null, string | null | undefined, string | null>
  next_due_at: TimeOrNone
  contacts: Generated<string[]>
  plan_only: string | null
  paused_because: string | null
  proposal: ColumnType<JsonObject | null, string | null | undefined, string | null>
  seen_fingerprint: string | null
  failures: Generated<number>
  failing_since: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
}

interface NoticeTable {
  id: Generated<string>
  integration_id: string | null
  run_id: string | null
  reason: string
  message: string
  made_at: MadeAt
  mailed_at: TimeOrNone
  mail_fault: string | null
  mail_tries: Generated<number>
  mail_after: MadeAt
  closed_at: TimeOrNone
  seen_at: TimeOrNone
}
