import { readFile } from 'node:fs/promises'
import { invalid } from '../../lib/errors.ts'
import { Secret } from '../../lib/secret.ts'
import type { Session } from '../session.ts'

const variable = 'MUSTER_CLIENT_SECRET'

/**
 * The client secret of an identity provider: from a file, from the environment, or typed without being shown, but never
 * from the command line, which others on the machine can read. Throws `input.invalid` where it is in none of them.
 */
export async function findClientSecret(
  { env, terminal }: Session,
  file: string | undefined,
): Promise<Secret> {
  if (file !== undefined) return new Secret(await secretIn(file))
  const said = env[variable]?.trim() || (await terminal.ask?.secret('Client secret'))?.trim()
  if (said) return new Secret(said)
  const ways = `put it into ${variable}, name a file with --secret-file, or type it at a terminal`
  throw invalid([{ field: 'Client secret', message: `is missing; ${ways}` }])
}

async function secretIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw invalid([{ field: '--secret-file', message: `${file} cannot be read` }])
  if (text.trim() === '') throw invalid([{ field: '--secret-file', message: `${file} is empty` }])
  return text.trim()
}
