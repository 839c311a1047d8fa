import { isIPv6 } from 'node:net'
import type { z } from 'zod'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { AccountRow } from '../accounts/store.ts'
import { type RoleRow, rightsOf } from '../roles/rules.ts'
import type { OpenSession, SessionAnswer } from './schema.ts'
import type { SessionRow } from './store.ts'

/** One answer, whatever was not right. */
export const refused = (): AppError => new AppError('sign-in.refused')

/** The part of an address that one customer of a provider has: all of version 4, half of version 6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(plain) ? groupsOf(plain).slice(0, 4).join(':') : plain
}

/** The eight groups of an address of version 6, with those that `::` stands for. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''))
  const left = 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const zeros = address.includes('::') ? Array.from({ length: Math.max(left, 0) }, () => '0') : []
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => group.replace(/^0+(?=.)/, ''))
}

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
