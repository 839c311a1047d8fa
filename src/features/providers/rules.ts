import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { Binding } from '../../vault/binding.ts'
import type { ProviderAnswer } from './schema.ts'
import type { ProviderRow } from './store.ts'

/** What the client secret of a provider is sealed for: it goes only to its origin. */
export const providerBinding = ({ id, issuer }: Pick<ProviderRow, 'id' | 'issuer'>): Binding => ({
  credentialId: id,
  connector: 'openid',
  origins: [new URL(issuer).origin],
})

/** Where a provider sends people back to: to be entered there. */
export const redirectUri = (origin: string, id: string): string =>
  `${origin}/api/oidc/${publicId('idp', id)}/callback`

export const present = (row: ProviderRow, origin: string): z.input<typeof ProviderAnswer> => ({
  id: publicId('idp', row.id),
  label: row.label,
  issuer: row.issuer,
  clientId: row.client_id,
  fingerprint: row.fingerprint,
  defaultRole: row.default_role,
  groupClaim: row.group_claim,
  groupRoles: [...row.group_roles],
  redirectUri: redirectUri(origin, row.id),
})
