import type { Claims } from '../../connect/openid.ts'
import { differences } from '../../kit/thing.ts'
import { actedOn } from '../accounts/rules.ts'
import type { AccountRow } from '../accounts/store.ts'
import type { Act } from '../activity/rules.ts'
import type { ProviderRow } from '../providers/store.ts'

/** Who somebody is, in our words; an address that the provider did not verify is none. */
export function identityOf(claims: Claims) {
  const { sub, email, email_verified, name, auth_time } = claims
  const isVerified = email_verified === true || email_verified === 'true'
  return {
    subject: sub,
    email: isVerified && typeof email === 'string' && email !== '' ? email : undefined,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 120) : undefined,
    provenAt: typeof auth_time === 'number' ? auth_time * 1000 : undefined,
  }
}

/** A role with where it comes from. */
interface Given extends Pick<AccountRow, 'role' | 'role_by'> {
  /** Whether nothing lets them in any more. */
  readonly isOut: boolean
}

/**
 * The role that somebody with an account gets by coming; undefined: they keep their own. What the groups gave, they take when
 * somebody is in none of them any more; what somebody here gave stays.
 */
export function givenRole(provider: ProviderRow, claims: Claims, has: AccountRow): Given | undefined {
  const role = groupRole(provider, claims)
  if (role !== undefined)
    return { role, role_by: role === has.role ? has.role_by : provider.id, isOut: false }
  if (has.role_by !== provider.id) return undefined
  const { default_role } = provider
  if (default_role !== null) return { role: default_role, role_by: null, isOut: false }
  return { role: 'employee', role_by: provider.id, isOut: true }
}

/** The role that somebody without an account gets one with; undefined: they get none. */
export function firstRole(
  provider: ProviderRow,
  claims: Claims,
): Pick<AccountRow, 'role' | 'role_by'> | undefined {
  const role = groupRole(provider, claims)
  if (role !== undefined) return { role, role_by: provider.id }
  return provider.default_role === null ? undefined : { role: provider.default_role, role_by: null }
}

function groupRole({ group_claim, group_roles }: ProviderRow, claims: Claims): string | undefined {
  const said = Object.hasOwn(claims, group_claim) ? claims[group_claim] : []
  const groups = new Set([said].flat())
  return group_roles.find(({ group }) => groups.has(group))?.role
}

interface Coming {
  /** Undefined: the account was made for them. */
  readonly before: AccountRow | undefined
  readonly after: AccountRow
  /** Whether they came from there before. */
  readonly isLinked: boolean
}

/** What somebody's coming does to an account, for activity; undefined: nothing. */
export function actOf({ before, after, isLinked }: Coming): Act | undefined {
  const told = ({ name, role, state }: AccountRow) => ({ name, values: { role, state } })
  const changes = differences(before && told(before), told(after))
  if (before && isLinked && Object.keys(changes).length === 0) return undefined
  const known = isLinked ? 'account.edited' : 'account.linked'
  return { act: before ? known : 'account.provisioned', thing: actedOn(after), changes }
}
