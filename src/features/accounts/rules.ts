import type { z } from 'zod'
import type { Actor, Way } from '../../kit/rights.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { filterOf, type RoleRow, rightsOf } from '../roles/rules.ts'
import type { AccountAnswer } from './schema.ts'
import type { AccountRow } from './store.ts'

/** An account as somebody who acts. */
export function actorOf(account: AccountRow, role: RoleRow, way: Way): Actor {
  const filter = filterOf(role)
  return {
    name: account.name,
    accountId: account.id,
    rights: new Set(rightsOf(role)),
    way,
    ...(filter ? { filter } : {}),
    hiddenFields: role.hidden_fields,
    ...(account.person_id === null ? {} : { personId: account.person_id }),
  }
}

/** What is refused so that there is always somebody who may do everything. */
export const lastAdministrator = (): AppError =>
  new AppError('conflict', 'This is the last administrator who can sign in: make another one first')

/** An account as activity names it. */
export const actedOn = ({ id, name }: AccountRow) => ({ id: publicId('acc', id), name })

export function present(row: AccountRow): z.input<typeof AccountAnswer> {
  return {
    id: publicId('acc', row.id),
    kind: row.kind,
    name: row.name,
    email: row.email,
    role: row.role,
    state: row.state,
    personId: row.person_id && publicId('per', row.person_id),
    totp: row.totp !== null,
    signedInAt: row.signed_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
