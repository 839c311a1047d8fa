import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { AccountRow } from '../accounts/store.ts'
import { filterOf, type RoleRow, rightsOf } from '../roles/rules.ts'
import type { OpenSession, SessionAnswer } from './schema.ts'
import type { SessionRow } from './store.ts'

export function presentSession(
  session: SessionRow,
  account: AccountRow,
  role: RoleRow,
): z.input<typeof SessionAnswer> {
  const { id, name, email, kind, person_id, totp } = account
  return {
    account: { id: publicId('acc', id), name, email, kind },
    role: { key: role.key, label: role.label },
    rights: [...rightsOf(role)],
    seesEverybody: filterOf(role) === null,
    hiddenFields: [...role.hidden_fields],
    personId: person_id && publicId('per', person_id),
    confirmedAt: session.confirmed_at.toISOString(),
    expiresAt: session.expires_at.toISOString(),
    totp: totp !== null,
  }
}

export function presentOpen(row: SessionRow, current: string): z.input<typeof OpenSession> {
  return {
    id: publicId('ses', row.id),
    current: row.id === current,
    address: row.address,
    userAgent: row.agent,
    createdAt: row.made_at.toISOString(),
    lastUsedAt: row.used_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }
}
