import { createHash, randomBytes } from 'node:crypto'

/** A secret that somebody carries, such as a session's: 256 random bits. Only its digest is kept. */
export const newBearer = (): string => randomBytes(32).toString('base64url')

/** What is kept of such a secret: as random as it is, so a plain hash cannot be turned back. */
export const digestOf = (bearer: string): Buffer => createHash('sha256').update(bearer).digest()

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A secret to be read and typed: groups of four letters and digits that cannot be mistaken for one another; five bits each. */
export function newCode(groups: number): string {
  const code = [...randomBytes(groups * 4)].map((byte) => letters[byte % 32]).join('')
  return code.match(/.{4}/g)?.join('-') ?? ''
}

/** A code as it was meant, however it was typed. */
export const typedCode = (code: string): string =>
  (
    code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
      .match(/.{1,4}/g) ?? []
  ).join('-')
