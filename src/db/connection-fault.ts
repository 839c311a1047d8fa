import { AppError, type FaultCode } from '../lib/errors.ts'

interface Cure {
  readonly fault: FaultCode
  readonly text: (where: Place) => string
}

/** The parts of a database address that may be shown; the password is none of them. */
interface Place {
  readonly server: string
  readonly host: string
  readonly database: string
  readonly user: string
}

const refused: Cure = {
  fault: 'database.down',
  text: ({ server }) =>
    `No PostgreSQL answers at ${server}: start it, or correct host and port in DATABASE_URL`,
}
const unknownHost: Cure = {
  fault: 'database.down',
  text: ({ host }) => `There is no host "${host}": correct it in DATABASE_URL`,
}
const silent: Cure = {
  fault: 'database.down',
  text: ({ server }) =>
    `${server} does not answer: check the address in DATABASE_URL and the firewall in between`,
}
const wrongPassword: Cure = {
  fault: 'database.start',
  text: ({ server, user }) =>
    `${server} refuses user "${user}" or the password: correct them in DATABASE_URL (special characters as %XX)`,
}

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the system's name for it. */
const cures: ReadonlyMap<string, Cure> = new Map<string, Cure>([
  ['ECONNREFUSED', refused],
  ['ENOENT', refused],
  ['ENOTFOUND', unknownHost],
  ['EAI_AGAIN', unknownHost],
  ['ETIMEDOUT', silent],
  ['EHOSTUNREACH', silent],
  ['ENETUNREACH', silent],
  ['28P01', wrongPassword],
  ['28000', wrongPassword],
  [
    '3D000',
    {
      fault: 'database.start',
      text: ({ server, database }) =>
        `${server} has no database "${database}": create it, or correct the name at the end of DATABASE_URL`,
    },
  ],
  [
    '42501',
    {
      fault: 'database.start',
      text: ({ database, user }) =>
        `User "${user}" may not use database "${database}": GRANT CONNECT, CREATE on it, or make the user its owner`,
    },
  ],
  [
    '53300',
    {
      fault: 'database.busy',
      text: ({ server }) => `${server} has no connection left: raise max_connections, or end other programs`,
    },
  ],
  [
    '57P03',
    {
      fault: 'database.down',
      text: ({ server }) => `${server} is starting up or shutting down: try again in a moment`,
    },
  ],
])

const untrusted: Cure = {
  fault: 'database.start',
  text: ({ server }) =>
    `The certificate of ${server} is not trusted: add its authority with NODE_EXTRA_CA_CERTS, or correct sslmode in DATABASE_URL`,
}
const plain: Cure = {
  fault: 'database.start',
  text: ({ server }) =>
    `${server} does not speak TLS: switch it on there, or take sslmode out of DATABASE_URL`,
}

/** What has no code of its own, or too many. */
const signs: readonly (readonly [RegExp, Cure])[] = [
  [/certificate/i, untrusted],
  [/does not support SSL/i, plain],
  [/timeout/i, silent],
  [/password must be a (non-empty )?string/i, wrongPassword],
]

/** Throws when this cannot be the address of a PostgreSQL. It is never shown: it can hold a password. */
export function checkUrl(url: string): void {
  if (placeOf(url)) return
  throw new AppError(
    'database.start',
    'DATABASE_URL cannot be read: it looks like postgresql://user:password@host:5432/database, special characters as %XX',
  )
}

/** The one line for a failure whose cure we know; `undefined` for all others. */
export function knownFault(error: unknown, url: string): AppError | undefined {
  const message = error instanceof Error ? error.message : ''
  const cure = cures.get(codeOf(error)) ?? signs.find(([sign]) => sign.test(message))?.[1]
  const where = placeOf(url)
  return cure && where ? new AppError(cure.fault, cure.text(where), {}, error) : undefined
}

/** The one line for a connection that failed, whatever the reason. */
export function connectionFault(error: unknown, url: string): AppError {
  const reason = error instanceof Error ? error.message : 'no reason given'
  const text = `${placeOf(url)?.server} cannot be used as database (${reason}): check DATABASE_URL`
  return knownFault(error, url) ?? new AppError('database.down', text, {}, error)
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

function placeOf(url: string): Place | undefined {
  if (!URL.canParse(url) || !/^postgres(ql)?:\/\//i.test(url)) return undefined
  const { hostname, port, pathname, username, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? decode(hostname)
  return {
    host,
    server: host.startsWith('/') ? host : `${host}:${port || '5432'}`,
    database: decode(pathname.slice(1)),
    user: decode(username),
  }
}

/** A broken escape is shown as it was written. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
