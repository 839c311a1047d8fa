import type { Ctx } from '../../kit/ctx.ts'
import { Secret } from '../../lib/secret.ts'
import type { Binding } from '../../vault/binding.ts'
import type { Values } from './rules.ts'
import type { CredentialRow } from './store.ts'

type Vaulted = Pick<Ctx, 'vault' | 'redact'>

/** The columns of a credential that come of its secrets: sealed for this binding, and how to recognise them. */
export function seal({ vault, redact }: Vaulted, secrets: Values, binding: Binding) {
  for (const secret of Object.values(secrets)) redact.learn(secret)
  const marks = Object.values(secrets).map((secret) => vault.fingerprint(new Secret(secret)))
  const fingerprint = marks.map(({ mark, ending }) => (ending ? `${mark} …${ending}` : mark)).join(', ')
  return { sealed: vault.seal(secrets, binding), fingerprint }
}

/** The secrets of a credential, ready to be used. Throws `vault.sealed`. */
export function unseal({ vault, redact }: Vaulted, row: CredentialRow): Record<string, Secret> {
  const binding = { credentialId: row.id, connector: row.connector, origins: row.origins }
  const secrets = vault.open(row.sealed, binding)
  for (const secret of Object.values(secrets)) redact.learn(secret)
  return secrets
}
