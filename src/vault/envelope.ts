/**
 * How a secret lies in the database. Every seal makes a new data key; the data key lies beside what
 * it encrypts, itself encrypted under the wrapping key of a key version:
 *
 *   format (1) · algorithm (1) · key version (4, big endian) · box(data key) · box(secret)
 *   box = nonce (12) · tag (16) · ciphertext
 *
 * The key version is authenticated with the data key only. So rotation exchanges the head and the
 * first box of a row and leaves the rest as it is, and no format has to change for it.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { keyBytes } from './keys.ts'

const kind = Buffer.of(1, 1)
const headBytes = 6
const nonceBytes = 12
const tagBytes = 16
const boxedKeyBytes = nonceBytes + tagBytes + keyBytes
const algorithm = 'aes-256-gcm'

/** Gives the wrapping key of a key version. */
export type WrappingKeys = (version: number) => KeyObject

/** Seals bytes for one binding under the wrapping key of this version. */
export function sealEnvelope(
  plain: Buffer,
  binding: string,
  { keys, version }: { keys: WrappingKeys; version: number },
): Buffer {
  const head = Buffer.alloc(headBytes)
  kind.copy(head)
  head.writeUInt32BE(version, kind.length)
  const dataKey = randomBytes(keyBytes)
  const boxedKey = encrypt(keys(version), dataKey, keyAad(head, binding))
  const boxed = encrypt(createSecretKey(dataKey), plain, dataAad(binding))
  dataKey.fill(0)
  return Buffer.concat([head, boxedKey, boxed])
}

/** The bytes that were sealed for this binding. Throws, with nothing worth telling, when they were not. */
export function openEnvelope(sealed: Uint8Array, binding: string, keys: WrappingKeys): Buffer {
  const blob = Buffer.from(sealed)
  const head = blob.subarray(0, headBytes)
  if (!head.subarray(0, kind.length).equals(kind)) throw new Error('not an envelope')
  const boxedKey = blob.subarray(headBytes, headBytes + boxedKeyBytes)
  const dataKey = decrypt(keys(head.readUInt32BE(kind.length)), boxedKey, keyAad(head, binding))
  const plain = decrypt(createSecretKey(dataKey), blob.subarray(headBytes + boxedKeyBytes), dataAad(binding))
  dataKey.fill(0)
  return plain
}

/** Different for the two boxes, so that neither can stand in the other's place. */
function keyAad(head: Buffer, binding: string): Buffer {
  return Buffer.concat([head, Buffer.from(`key${binding}`)])
}

function dataAad(binding: string): Buffer {
  return Buffer.concat([kind, Buffer.from(`data${binding}`)])
}

function encrypt(key: KeyObject, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(aad)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function decrypt(key: KeyObject, box: Buffer, aad: Buffer): Buffer {
  const tagEnd = nonceBytes + tagBytes
  const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(aad).setAuthTag(box.subarray(nonceBytes, tagEnd))
  return Buffer.concat([decipher.update(box.subarray(tagEnd)), decipher.final()])
}
