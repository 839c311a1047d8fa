import { readFile } from 'node:fs/promises'
import { invalid } from '../../lib/errors.ts'
import { Secret } from '../../lib/secret.ts'
import type { Session } from '../session.ts'

/** Whose token is wanted. */
export interface TokenWanted {
  /** The connector's id. */
  readonly connector: string
  /** What the vendor calls it. */
  readonly label: string
  readonly tokenFile: string | undefined
}

/** The token that lies ready, in the named file or in the environment; undefined when there is none. */
export async function readyToken(
  env: Session['env'],
  { connector, tokenFile }: TokenWanted,
): Promise<Secret | undefined> {
  if (tokenFile !== undefined) return new Secret(await tokenIn(tokenFile))
  const variable = variableOf(connector)
  const value = env[variable]
  if (value === undefined) return undefined
  if (value.trim() === '') throw invalid([{ field: variable, message: 'is set, but empty' }])
  return new Secret(value.trim())
}

/** Asks for the token without showing it. Throws `input.invalid` with the other ways where nobody can be asked. */
export async function askToken({ terminal }: Session, { connector, label }: TokenWanted): Promise<Secret> {
  const answer = await terminal.ask?.secret(label)
  if (answer?.trim()) return new Secret(answer.trim())
  const ways = `put it into ${variableOf(connector)}, name a file with --token-file, or type it at a terminal`
  throw invalid([{ field: label, message: `is missing; ${ways}` }])
}

function variableOf(connector: string): string {
  return `MUSTER_${connector.toUpperCase().replaceAll('-', '_')}_TOKEN`
}

async function tokenIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw invalid([{ field: '--token-file', message: `${file} cannot be read` }])
  const token = text.trim()
  if (token === '' || /\s/.test(token))
    throw invalid([{ field: '--token-file', message: `${file} must hold the token and nothing else` }])
  return token
}
