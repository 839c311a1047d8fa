import { Secret } from '../lib/secret.ts'
import type { Binding } from '../vault/binding.ts'
import type { Sealed } from '../vault/vault.ts'
import type { Ctx } from './ctx.ts'

type Vaulted = Pick<Ctx, 'vault' | 'redact'>

/** Secrets as a row keeps them. */
interface SealedSecrets {
  readonly sealed: Sealed
  /** How people recognise them. */
  readonly fingerprint: string
}

/** Seals secrets for this binding; from now on no log line can hold them. */
export function seal(
  { vault, redact }: Vaulted,
  secrets: Readonly<Record<string, string>>,
  binding: Binding,
): SealedSecrets {
  for (const secret of Object.values(secrets)) redact.learn(secret)
  const marks = Object.values(secrets).map((secret) => vault.fingerprint(new Secret(secret)))
  const fingerprint = marks.map(({ mark, ending }) => (ending ? `${mark} …${ending}` : mark)).join(', ')
  return { sealed: vault.seal(secrets, binding), fingerprint }
}

/** Opens secrets, to use them now. Throws `vault.sealed`. */
export function unseal({ vault, redact }: Vaulted, sealed: Sealed, binding: Binding): Record<string, Secret> {
  const secrets = vault.open(sealed, binding)
  for (const secret of Object.values(secrets)) redact.learn(secret)
  return secrets
}
