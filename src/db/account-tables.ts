import type { Generated, GeneratedAlways } from 'kysely'
import type { MadeAt, TimeOrNone } from './columns.ts'

export interface AccountTable {
  id: Generated<string>
  kind: 'person' | 'service'
  name: string
  email: string | null
  email_key: GeneratedAlways<string | null>
  role: string
  role_by: string | null
  person_id: string | null
  state: 'invited' | 'active' | 'disabled'
  password_hash: string | null
  totp: Buffer | null
  totp_pending: Buffer | null
  totp_step: number | null
  recovery_codes: Generated<Buffer[]>
  signed_in_at: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
}

export interface SessionTable {
  id: Generated<string>
  account_id: string
  hash: Buffer
  address: string
  agent: string
  made_at: MadeAt
  used_at: MadeAt
  confirmed_at: MadeAt
  ends_at: MadeAt
}

export interface TokenTable {
  id: Generated<string>
  account_id: string
  name: string
  prefix: string
  hash: Buffer
  rights: string[]
  expires_at: MadeAt
  used_at: TimeOrNone
  used_from: string | null
  created_at: MadeAt
}
