import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { AppError, invalid } from '../lib/errors.ts'
import { Secret } from '../lib/secret.ts'
import { type Binding, canonicalBinding } from './binding.ts'
import { openEnvelope, sealEnvelope, type WrappingKeys } from './envelope.ts'
import type { KeyCheckStore } from './key-check.ts'
import { checkValue, deriveKey, wrappingKey } from './keys.ts'
import type { RootKeySource } from './root-key.ts'

/** A secret as it lies in the database (`bytea`). */
export type Sealed = Buffer

/** Seals and opens the secrets of credentials; the only one that holds a key. */
export interface Vault {
  /** Where the root key came from, and whether it was made just now: then tell people to keep a copy of it. */
  readonly key: { readonly place: string; readonly made: boolean }
  /** Throws `input.invalid` for more than 64 KiB or an origin that is none. */
  seal(plain: Readonly<Record<string, string>>, binding: Binding): Sealed
  /** Throws `vault.sealed` when it was changed or is not of this binding. */
  open(sealed: Uint8Array, binding: Binding): Record<string, Secret>
  fingerprint(secret: Secret): Fingerprint
  /** Vouches for a text (HMAC-SHA256) with a key of its own for each purpose. */
  mac(purpose: string, text: string): Buffer
}

/** What people may see of a secret, to tell two credentials apart. */
export interface Fingerprint {
  /** Eight hex digits that only this installation's root key can compute. */
  readonly mark: string
  /** The last four characters, of secrets long enough to spare them. */
  readonly ending?: string
}

/** The version new secrets are sealed under. */
const keyVersion = 1
const mostBytes = 64 * 1024

/**
 * Opens the vault with the root key that fits the data. A key is made only where there are no data
 * yet; a wrong or missing one is `vault.key`, and Muster must not start.
 */
export async function openVault({
  rootKey,
  checks,
}: {
  rootKey: RootKeySource
  checks: KeyCheckStore
}): Promise<Vault> {
  const known = await checks.read()
  const found = await rootKey.read()
  const root = found ?? (await firstKey(rootKey, known))
  if (!known) await checks.write(checkValue(root))
  // Read back: another process may have been first, with another key.
  refuseMisfit(root, known ?? (await checks.read()), rootKey.place)
  return vaultOf(root, { place: rootKey.place, made: !found })
}

function firstKey(rootKey: RootKeySource, known: Buffer | undefined): Promise<KeyObject> {
  if (!known && rootKey.make) return rootKey.make()
  throw new AppError(
    'vault.key',
    `The root key of this data is missing; it was looked for in ${rootKey.place}. Put it back there from your own copy, or say where it is with MUSTER_ROOT_KEY_FILE, MUSTER_ROOT_KEY_COMMAND or MUSTER_ROOT_KEY. No new key was made: it could not open what is stored.`,
  )
}

function refuseMisfit(root: KeyObject, known: Buffer | undefined, place: string): void {
  const own = checkValue(root)
  if (known?.length === own.length && timingSafeEqual(known, own)) return
  throw new AppError(
    'vault.key',
    `This root key does not fit this data. It came from ${place}; use the key that was in use when these data were stored.`,
  )
}

function vaultOf(root: KeyObject, key: Vault['key']): Vault {
  const keys: WrappingKeys = (version) => wrappingKey(root, version)
  const fingerprintKey = deriveKey(root, 'fingerprint')
  const macKeys = new Map<string, KeyObject>()
  const macKey = (purpose: string) => {
    const key = macKeys.get(purpose) ?? deriveKey(root, `mac/${purpose}`)
    macKeys.set(purpose, key)
    return key
  }
  return {
    key,
    seal: (plain, binding) => {
      const text = Buffer.from(JSON.stringify(plain))
      if (text.length > mostBytes)
        throw invalid([{ field: 'settings', message: 'together they may have 64 KiB at most' }])
      return sealEnvelope(text, canonicalBinding(binding), { keys, version: keyVersion })
    },
    open: (sealed, binding) => openSecrets(sealed, binding, keys),
    fingerprint: (secret) => fingerprint(secret.open(), fingerprintKey),
    mac: (purpose, text) => createHmac('sha256', macKey(purpose)).update(text).digest(),
  }
}

function openSecrets(sealed: Uint8Array, binding: Binding, keys: WrappingKeys): Record<string, Secret> {
  try {
    const text = openEnvelope(sealed, canonicalBinding(binding), keys).toString()
    // `seal` wrote it and GCM vouches for it, so it is what `seal` took.
    const plain = JSON.parse(text) as Record<string, string>
    return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, new Secret(value)]))
  } catch {
    // One answer for every reason, and no cause: which check failed would help only an attacker.
    throw new AppError(
      'vault.sealed',
      'This secret cannot be opened: it was changed outside Muster, or belongs to another credential, connector or address. Enter the credential again.',
      { credentialId: binding.credentialId },
    )
  }
}

function fingerprint(plain: string, key: KeyObject): Fingerprint {
  const mark = createHmac('sha256', key).update(plain).digest('hex').slice(0, 8)
  const letters = [...plain]
  return letters.length < 16 ? { mark } : { mark, ending: letters.slice(-4).join('') }
}
