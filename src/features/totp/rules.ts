import { Secret, TOTP } from 'otpauth'
import type { Binding } from '../../vault/binding.ts'

/** What the key of an account's one-time passwords is sealed for. */
export const totpBinding = (accountId: string): Binding => ({
  credentialId: accountId,
  connector: 'totp',
  origins: [],
})

const settings = { issuer: 'Muster', algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new key: 160 bits, in the letters that authenticator apps take. */
export const newTotpKey = (): string => new Secret({ size: 20 }).base32

/** The address that an authenticator app reads, as a QR code. */
export const totpUri = (label: string, key: string): string =>
  new TOTP({ ...settings, label, secret: key }).toString()

/** The time step for which a code is right, half a minute early or late; undefined: for none. */
export function stepOf(key: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ ...settings, secret: key })
  const delta = totp.validate({ token: code, window: 1, timestamp: now })
  return delta === null ? undefined : TOTP.counter({ period: settings.period, timestamp: now }) + delta
}

/** Whether it looks like a code of an app; another is one for recovery. */
export const isAppCode = (code: string): boolean => /^\d{6}$/.test(code)
