import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../lib/errors.ts'
import { Secret } from '../lib/secret.ts'

const hex256 = /^[0-9a-f]{64}$/

/** The file that holds the token for the TCP entrance; who can read it may do what the owner may. */
export const tokenFile = (dataFolder: string): string => join(dataFolder, 'access-token')

/**
 * The token for the TCP entrance: 256 random bits in hex, made when there is none yet. Throws
 * `not.allowed` when its file holds something else, rather than to accept whatever is there.
 */
export async function accessToken(dataFolder: string): Promise<Secret> {
  const path = tokenFile(dataFolder)
  const made = randomBytes(32).toString('hex')
  // wx: of two servers that start together the first one's token holds.
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await chmod(path, 0o600)
  const token = (await readFile(path, 'utf8')).trim()
  if (hex256.test(token)) return new Secret(token)
  throw new AppError('not.allowed', `${path} holds no access token: remove the file and a new one is made`)
}
