import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { AppError, invalid } from '../../lib/errors.ts'
import { isPublic, type Ranges, ranges } from './ranges.ts'

/** An address a name stands for. */
export interface Resolved {
  readonly address: string
  readonly family: number
}

export interface GuardOptions {
  /**
   * Exceptions an administrator made outside of the product's screens: exact origins
   * (`http://127.0.0.1:4010`), which may then be called wherever they are and without TLS, and
   * ranges (`10.0.0.0/8`), in which https addresses may then be.
   */
  readonly allow: readonly string[]
  /** All addresses of a name; the system's resolver when left out. */
  readonly lookup?: (host: string) => Promise<readonly Resolved[]>
}

/** Judges what may be called: what is written, what it resolves to, and what was connected to. */
export interface Guard {
  /** The parsed URL if what is written in it may be called. Throws `address.refused`. */
  admit(url: string | URL): URL
  /** Whether this exact origin was allowed by an administrator. */
  isException(origin: string): boolean
  /** Resolves a name for a connection; fails with `address.refused` if any of its addresses may not be called. */
  readonly lookup: LookupFunction
  /** The fault if the connected address may not be called, for a name that changed its address meanwhile. */
  judge(host: string, address: string | undefined): AppError | undefined
}

/** Keeps a server inside a private network from being used to reach that network. */
export function guard({ allow, lookup = resolve }: GuardOptions): Guard {
  const origins = new Set(allow.filter(isOrigin).map((entry) => originOf(entry)))
  const allowed = ranges(allow.filter((entry) => !isOrigin(entry)))
  const judge = judgeWith(allowed)
  return {
    admit: (url) => admit(url, origins, judge),
    isException: (origin) => origins.has(origin),
    lookup: (host, { all }, done) => {
      checkedAddresses({ host, lookup, judge }).then(
        ([first, ...rest]) => (all ? done(null, [first, ...rest]) : done(null, first.address, first.family)),
        (error) => done(error, ''),
      )
    },
    judge,
  }
}

type Judge = Guard['judge']

function judgeWith(allowed: Ranges): Judge {
  return (host, address) => {
    if (address !== undefined && (isPublic(address) || allowed(address))) return undefined
    return refused(host, 'it leads to an address that is not on the public internet')
  }
}

function admit(written: string | URL, origins: ReadonlySet<string>, judge: Judge): URL {
  if (!URL.canParse(String(written)))
    throw refused('The address', 'it is not a URL', 'Write it as https://host')
  // Judged after parsing, which turns 127.1, 2130706433, 0x7f.1 and full-width digits into 127.0.0.1.
  const url = new URL(written)
  if (url.username || url.password)
    throw refused(url.host, 'it holds a user name or a password', 'Leave out what is before the @')
  if (origins.has(url.origin)) return url
  if (url.protocol !== 'https:')
    throw refused(
      url.host,
      'it is not https',
      `Write it as https://${url.host}; if it is meant as it is, ${wayToAllow(url.origin)}`,
    )
  if (url.hostname.endsWith('.')) throw refused(url.host, 'its name ends in a dot', 'Leave out the last dot')
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  const fault = isIP(literal) === 0 ? undefined : judge(url.host, literal)
  if (fault) throw fault
  return url
}

interface Name {
  readonly host: string
  readonly lookup: (host: string) => Promise<readonly Resolved[]>
  readonly judge: Judge
}

async function checkedAddresses({ host, lookup, judge }: Name): Promise<[Resolved, ...Resolved[]]> {
  const [first, ...rest] = await lookup(host)
  if (!first) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
  // One bad address among good ones refuses the name: which of them is used is not ours to say.
  for (const { address } of [first, ...rest]) {
    const fault = judge(host, address)
    if (fault) throw fault
  }
  return [first, ...rest]
}

function resolve(host: string): Promise<readonly Resolved[]> {
  return systemLookup(host, { all: true })
}

function isOrigin(entry: string): boolean {
  return entry.includes('://')
}

function originOf(entry: string): string {
  if (!URL.canParse(entry) || !/^https?:/i.test(entry))
    throw invalid([{ field: 'allow', message: `"${entry}" is not an origin such as https://vendor.example` }])
  return new URL(entry).origin
}

/** How an administrator makes an exception. */
export const wayToAllow = (origin: string): string =>
  `set MUSTER_ALLOW=${origin} where Muster is started; if it is set already, add this behind a comma`

function refused(
  host: string,
  why: string,
  wayOut = `If it is meant, ${wayToAllow(`https://${host}`)}`,
): AppError {
  return new AppError('address.refused', `${host} may not be called: ${why}. ${wayOut}.`, { host })
}
