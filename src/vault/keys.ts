import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** Bytes of the root key and of every key made from it. */
export const keyBytes = 32

const hex = /^[0-9a-f]{64}$/i
const base64 = /^[A-Za-z0-9+/_-]{43}=?$/

/** The key that a text holds (32 bytes in hex, base64 or base64url), or `undefined` when it holds none. */
export function parseKey(text: string): KeyObject | undefined {
  const bare = text.trim()
  if (hex.test(bare)) return createSecretKey(bare, 'hex')
  // Node reads both alphabets of base64 under this one name.
  if (base64.test(bare)) return createSecretKey(bare, 'base64')
  return undefined
}

/** A key of its own for each purpose, so that none tells anything of another or of the root. */
export function deriveKey(root: KeyObject, purpose: string): KeyObject {
  const bytes = Buffer.from(hkdfSync('sha256', root, '', `muster/${purpose}`, keyBytes))
  return createSecretKey(bytes)
}

/** The key that wraps data keys; one for each key version, so that rotation is a new number. */
export function wrappingKey(root: KeyObject, version: number): KeyObject {
  return deriveKey(root, `kek/${version}`)
}

/** What is kept beside the data to tell the right root key from a wrong one: a scheme byte and a MAC. */
export function checkValue(root: KeyObject): Buffer {
  const mac = createHmac('sha256', deriveKey(root, 'check')).update('muster').digest()
  return Buffer.concat([Buffer.of(1), mac])
}
