import { createSecretKey, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../lib/errors.ts'
import { Secret } from '../lib/secret.ts'
import type { Binding } from './binding.ts'
import { canonicalBinding } from './binding.ts'
import { sealEnvelope } from './envelope.ts'
import type { KeyCheckStore } from './key-check.ts'
import { wrappingKey } from './keys.ts'
import type { RootKeySource } from './root-key.ts'
import { openVault } from './vault.ts'

const binding: Binding = {
  credentialId: '0198c0de-0000-7000-8000-000000000001',
  connector: 'planhat',
  origins: ['https://api.planhat.com', 'https://api-us4.planhat.com'],
}
const canary = 'canary-7f3Kq9ZxW2mP-"é'

function keptIn(value?: Buffer): KeyCheckStore & { value: Buffer | undefined } {
  return {
    value,
    async read() {
      return this.value
    },
    async write(next) {
      this.value ??= next
    },
  }
}

function sourceOf(bytes: Buffer | undefined): RootKeySource {
  return { place: 'a test', read: async () => bytes && createSecretKey(bytes) }
}

const rootBytes = randomBytes(32)
const vault = await openVault({ rootKey: sourceOf(rootBytes), checks: keptIn() })

function opened(sealed: Uint8Array, of: Binding = binding): Record<string, string> {
  const secrets = Object.entries(vault.open(sealed, of))
  return Object.fromEntries(secrets.map(([name, secret]) => [name, secret.open()]))
}

/** Everything of an error that could end up in front of somebody. */
function tell(error: unknown): string {
  const parts = error instanceof Error ? [error.message, error.stack, error.cause] : []
  return `${parts.join()} ${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`
}

function refusal(act: () => unknown): AppError {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was accepted')
}

async function startFault(rootKey: RootKeySource, checks: KeyCheckStore): Promise<AppError> {
  const fault = await openVault({ rootKey, checks }).catch((error: unknown) => error)
  if (fault instanceof AppError) return fault
  throw new Error('it started')
}

const texts = fc.dictionary(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 80 }))
const bindings = fc.record({
  credentialId: fc.uuid(),
  connector: fc.stringMatching(/^[a-z-]{1,20}$/),
  origins: fc.array(
    fc.domain().map((domain) => `https://${domain}`),
    { maxLength: 4 },
  ),
})

describe('sealing and opening', () => {
  it('gives back exactly what was sealed', () => {
    const roundTrip = fc.property(texts, bindings, (plain, of) => {
      expect(opened(vault.seal(plain, of), of)).toEqual({ ...plain })
    })
    fc.assert(roundTrip, { numRuns: 3000 })
  })

  it('opens whatever the order and spelling of the origins', () => {
    const sealed = vault.seal({ apiToken: canary }, binding)
    const origins = ['HTTPS://API-US4.planhat.com:443/', 'https://api.planhat.com', 'https://api.planhat.com']
    expect(opened(sealed, { ...binding, origins })).toEqual({ apiToken: canary })
  })

  it('uses a data key and nonces that were never used before', () => {
    const seen = new Set<string>()
    for (let count = 0; count < 2000; count++) {
      const sealed = vault.seal({ apiToken: canary }, binding)
      // The wrapped data key with its nonce, and the nonce of the secret.
      for (const part of [sealed.subarray(6, 18), sealed.subarray(34, 66), sealed.subarray(66, 78)])
        seen.add(part.toString('hex'))
    }
    expect(seen.size).toBe(6000)
  })

  it('holds nothing readable', () => {
    expect(vault.seal({ apiToken: 'plain-canary' }, binding).toString('latin1')).not.toMatch(
      /canary|apiToken/,
    )
  })

  it('opens what was sealed under another key version', () => {
    const keys = (version: number) => wrappingKey(createSecretKey(rootBytes), version)
    const bound = canonicalBinding(binding)
    const sealed = sealEnvelope(Buffer.from('{"a":"b"}'), bound, { keys, version: 70_000 })
    expect(opened(sealed)).toEqual({ a: 'b' })
    expect(keys(2).equals(keys(1))).toBe(false)
  })

  it('refuses more than 64 KiB', () => {
    const fault = refusal(() => vault.seal({ apiToken: 'x'.repeat(70_000) }, binding))
    expect(fault).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('64 KiB') })
  })

  it.each([
    'api.planhat.com',
    'https://api.planhat.com/users',
    'https://user:key@api.planhat.com',
    'file:///',
    'ftp://api.planhat.com',
    '',
  ])('refuses to seal for %j, which is no origin', (origin) => {
    const fault = refusal(() => vault.seal({ apiToken: canary }, { ...binding, origins: [origin] }))
    expect(fault).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('origins') })
  })
})

describe('what was tampered with', () => {
  const sealed = vault.seal({ apiToken: canary }, binding)

  it('is refused when any single bit is flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(refusal(() => vault.open(changed, binding)).code, `bit ${bit}`).toBe('vault.sealed')
    }
  })

  it('is refused at every shorter length, and when something is added', () => {
    for (let length = 0; length < sealed.length; length++)
      expect(refusal(() => vault.open(sealed.subarray(0, length), binding)).code).toBe('vault.sealed')
    expect(refusal(() => vault.open(Buffer.concat([sealed, Buffer.of(0)]), binding)).code).toBe(
      'vault.sealed',
    )
  })

  it.each<[string, Partial<Binding>]>([
    ['credential', { credentialId: '0198c0de-0000-7000-8000-000000000002' }],
    ['connector', { connector: 'zendesk' }],
    ['origin', { origins: ['https://api.planhat.com.attacker.example'] }],
    ['origin more', { origins: [...binding.origins, 'https://attacker.example'] }],
    ['origin less', { origins: ['https://api.planhat.com'] }],
    ['port', { origins: ['https://api.planhat.com:8443', 'https://api-us4.planhat.com'] }],
    ['text that is no origin', { origins: ['rubbish'] }],
  ])('is refused for another %s', (_, change) => {
    expect(refusal(() => vault.open(sealed, { ...binding, ...change })).code).toBe('vault.sealed')
  })

  it('is refused for every other binding', () => {
    const misbound = fc.property(bindings, bindings, (one, other) => {
      fc.pre(canonicalBinding(one) !== canonicalBinding(other))
      const fault = refusal(() => vault.open(vault.seal({ apiToken: canary }, one), other))
      expect(fault.code).toBe('vault.sealed')
    })
    fc.assert(misbound, { numRuns: 2000 })
  })

  it('is refused when two rows, or parts of two rows, are swapped', () => {
    const other = vault.seal({ apiToken: 'another' }, { ...binding, credentialId: 'b' })
    expect(refusal(() => vault.open(other, binding)).code).toBe('vault.sealed')
    const later = vault.seal({ apiToken: 'later' }, binding)
    const mixed = Buffer.concat([sealed.subarray(0, 66), later.subarray(66)])
    expect(refusal(() => vault.open(mixed, binding)).code).toBe('vault.sealed')
  })

  it('says what to do, and nothing of the secret or of how it is encrypted', () => {
    const fault = refusal(() => vault.open(sealed, { ...binding, connector: 'zendesk' }))
    expect(fault.message).toContain('Enter the credential again')
    expect(fault.cause).toBeUndefined()
    expect(tell(fault)).not.toMatch(/canary|7f3Kq9|aes|gcm|auth tag|nonce|authenticate/i)
  })
})

describe('starting', () => {
  it('keeps a check value at the first start that the same key passes later', async () => {
    const checks = keptIn()
    const first = await openVault({ rootKey: sourceOf(rootBytes), checks })
    const sealed = first.seal({ apiToken: canary }, binding)
    const second = await openVault({ rootKey: sourceOf(rootBytes), checks })
    expect(second.open(sealed, binding).apiToken?.open()).toBe(canary)
    expect(checks.value?.includes(rootBytes)).toBe(false)
  })

  it('is refused with a wrong key', async () => {
    const checks = keptIn()
    await openVault({ rootKey: sourceOf(rootBytes), checks })
    const fault = await startFault(sourceOf(randomBytes(32)), checks)
    expect(fault).toMatchObject({
      code: 'vault.key',
      message: expect.stringContaining('does not fit this data'),
    })
  })

  it('is refused when another process was first with another key', async () => {
    const kept = keptIn()
    await openVault({ rootKey: sourceOf(randomBytes(32)), checks: kept })
    let reads = 0
    const late: KeyCheckStore = {
      read: async () => (reads++ === 0 ? undefined : kept.read()),
      write: (value) => kept.write(value),
    }
    expect((await startFault(sourceOf(rootBytes), late)).code).toBe('vault.key')
  })

  it('never makes a key over existing data', async () => {
    const checks = keptIn()
    await openVault({ rootKey: sourceOf(rootBytes), checks })
    let made = 0
    const make = async () => {
      made++
      return createSecretKey(randomBytes(32))
    }
    const fault = await startFault({ ...sourceOf(undefined), place: '/etc/muster/root.key', make }, checks)
    expect(fault).toMatchObject({
      code: 'vault.key',
      message: expect.stringContaining('/etc/muster/root.key'),
    })
    expect(made).toBe(0)
  })

  it('makes a key on a fresh install where it can, and says so', async () => {
    const make = async () => createSecretKey(rootBytes)
    const fresh = await openVault({ rootKey: { ...sourceOf(undefined), make }, checks: keptIn() })
    expect(fresh.key).toEqual({ place: 'a test', made: true })
    expect((await startFault(sourceOf(undefined), keptIn())).code).toBe('vault.key')
  })
})

describe('a fingerprint', () => {
  it('is the same for the same secret, different for others, and shows the ending of long ones only', () => {
    const long = vault.fingerprint(new Secret('0123456789abcdef'))
    expect(long).toEqual({ mark: expect.stringMatching(/^[0-9a-f]{8}$/), ending: 'cdef' })
    expect(vault.fingerprint(new Secret('0123456789abcdef'))).toEqual(long)
    expect(vault.fingerprint(new Secret('0123456789abcdeX')).mark).not.toBe(long.mark)
    expect(vault.fingerprint(new Secret('0123456789abcde'))).not.toHaveProperty('ending')
  })

  it('cannot be computed without the root key', async () => {
    const elsewhere = await openVault({ rootKey: sourceOf(randomBytes(32)), checks: keptIn() })
    const secret = new Secret(canary)
    expect(elsewhere.fingerprint(secret).mark).not.toBe(vault.fingerprint(secret).mark)
  })
})

it('shows no key and no secret when the vault or what it opened is printed', () => {
  const all = [vault, vault.open(vault.seal({ apiToken: canary }, binding), binding)]
  const printed = inspect(all, { depth: 9, showHidden: true }) + JSON.stringify(all)
  for (const encoding of ['hex', 'base64'] as const)
    expect(printed).not.toContain(rootBytes.toString(encoding))
  expect(printed).not.toContain('canary-')
})
