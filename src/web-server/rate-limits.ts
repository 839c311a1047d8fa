import { networkOf } from '../features/proofs/rules.ts'
import type { Actor } from '../kit/rights.ts'
import type { Route } from '../kit/route.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'

/** How many requests a minute may bring: of a session or token, of an address that does not say who it is, to a costly route. */
export const perMinute = { signedIn: 600, anonymous: 60, costly: 10 }

const minute = 60_000
/** So many callers are kept apart; whoever is beyond begins anew, and memory stays bounded. */
const mostCounts = 20_000

/** Who asks for what. */
export interface Knock {
  readonly route: Pick<Route, 'method' | 'path' | 'isCostly'>
  readonly actor: Actor | undefined
  readonly address: string
}

/** What is said of a request that was counted, and why it is not answered, if it is not. */
export interface Counted {
  readonly headers: Readonly<Record<'ratelimit-policy' | 'ratelimit', string>>
  readonly refusal: AppError | undefined
}

export type RateLimits = (knock: Knock) => Counted

interface Count {
  readonly endsAt: number
  used: number
}

/** Counts requests in the memory of this process: of two servers, each counts its own. */
export function rateLimits({ now }: Pick<Clock, 'now'>): RateLimits {
  const counts = new Map<string, Count>()
  return (knock) => {
    const at = now()
    const limits = limitsOf(knock).map(({ key, name, most }) => {
      const count = countOf(counts, key, at)
      count.used++
      return { name, most, rest: most - count.used, seconds: Math.ceil((count.endsAt - at) / 1000) }
    })
    const over = limits.find(({ rest }) => rest < 0)
    return { headers: headersOf(limits), refusal: over && tooMany(over) }
  }
}

interface Limit {
  readonly name: string
  readonly most: number
  /** Below zero: there were too many. */
  readonly rest: number
  /** Until it begins anew. */
  readonly seconds: number
}

/** As the IETF's draft of RateLimit header fields writes them. */
function headersOf(limits: readonly Limit[]): Counted['headers'] {
  return {
    'ratelimit-policy': limits.map(({ name, most }) => `"${name}";q=${most};w=60`).join(', '),
    ratelimit: limits
      .map(({ name, rest, seconds }) => `"${name}";r=${Math.max(0, rest)};t=${seconds}`)
      .join(', '),
  }
}

function tooMany({ most, seconds }: Limit): AppError {
  const message = `More than ${most} requests within a minute; go on in ${seconds} seconds`
  return new AppError('request.many', message, { seconds })
}

function countOf(counts: Map<string, Count>, key: string, at: number): Count {
  const known = counts.get(key)
  if (known && known.endsAt > at) return known
  if (counts.size >= mostCounts) forget(counts, at)
  const begun = { endsAt: at + minute, used: 0 }
  counts.set(key, begun)
  return begun
}

function limitsOf({ route, actor, address }: Knock) {
  const way = actor?.way
  const known = way && 'id' in way ? way.id : undefined
  const who = known ?? networkOf(address)
  const usual = known
    ? { key: who, name: 'signed-in', most: perMinute.signedIn }
    : { key: who, name: 'anonymous', most: perMinute.anonymous }
  const costly = { key: `${who} ${route.method} ${route.path}`, name: 'costly', most: perMinute.costly }
  return route.isCostly ? [usual, costly] : [usual]
}

function forget(counts: Map<string, Count>, at: number): void {
  for (const [key, { endsAt }] of counts) if (endsAt <= at) counts.delete(key)
  for (const key of counts.keys()) {
    if (counts.size < mostCounts) return
    counts.delete(key)
  }
}
