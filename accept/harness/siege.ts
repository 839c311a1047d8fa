import { type Argon2, openArgon2 } from '../../src/vault/argon2.ts'
import { openPasswords } from '../../src/vault/passwords.ts'
import { type RateLimits, rateLimits } from '../../src/web-server/rate-limits.ts'
import { anAccount, password } from '../../test/accounts.ts'
import { type Browser, openBrowser } from '../../test/browser.ts'
import type { World } from '../../test/world.ts'

/** What of the guesses was compared with a password at all. */
export interface Hashed {
  readonly byEmail: Map<string, number>
  mostAtOnce: number
}

/** A server with all its limits, on which passwords are guessed. */
export interface Siege {
  readonly world: World
  readonly limits: RateLimits
  readonly hashed: Hashed
  /** Somebody who is signed in, and reads people. */
  readonly reader: Browser
}

/** Lays a siege to a world: passwords are counted on their way, and requests limited as in a real server. */
export async function openSiege(world: World): Promise<Siege> {
  const hashed: Hashed = { byEmail: new Map(), mostAtOnce: 0 }
  const watched = { ...world, ctx: { ...world.ctx, passwords: openPasswords(watch(hashed)) } }
  const limits = rateLimits(world.ctx.clock)
  const reader = openBrowser(watched, { address: '192.0.2.2', limits })
  const { email } = await anAccount(watched, { role: 'viewer' })
  await reader.post('/api/session', { email, password })
  return { world: watched, limits, hashed, reader }
}

function watch(hashed: Hashed): Argon2 {
  const argon2 = openArgon2()
  let now = 0
  const during = async <T>(work: Promise<T>): Promise<T> => {
    now += 1
    hashed.mostAtOnce = Math.max(hashed.mostAtOnce, now)
    try {
      return await work
    } finally {
      now -= 1
    }
  }
  return {
    hash: (text, costs) => during(argon2.hash(text, costs)),
    verify: (kept, text) => {
      const [email] = /^\S+@\S+(?= \d+$)/.exec(text) ?? []
      if (email !== undefined) hashed.byEmail.set(email, (hashed.byEmail.get(email) ?? 0) + 1)
      return during(argon2.verify(kept, text))
    },
  }
}

/** A password that says whom it was guessed for. */
export const guessFor = (email: string, at: number): string => `${email} ${at}`

/** Lets time pass for the limits and for who has to wait; sessions go by the true one. */
export async function letPass({ world }: Siege, milliseconds: number): Promise<void> {
  world.pass(milliseconds)
  await world.ctx.db.pool.query(
    `update attempt set last_at = last_at - $1 * interval '1 ms', since = since - $1 * interval '1 ms'`,
    [milliseconds],
  )
}

/** The owner of an account at the browser in which he signed in before, where the session is over. */
export async function openOwner({ world, limits }: Siege, email: string): Promise<() => Promise<boolean>> {
  const browser = openBrowser(world, { address: '192.0.2.1', limits })
  const signIn = async () => {
    browser.hold('muster', undefined)
    const { status } = await browser.post('/api/session', { email, password })
    return status === 200
  }
  if (!(await signIn())) throw new Error('the owner cannot sign in before anything happened')
  return signIn
}

/** So many looks at people one after the other: how long each took, in milliseconds. */
export async function readingTimes({ reader }: Siege, times: number): Promise<number[]> {
  const taken: number[] = []
  for (let at = 0; at < times; at++) {
    const begin = performance.now()
    const { status } = await reader.get('/api/people?limit=50')
    taken.push(performance.now() - begin)
    if (status !== 200) throw new Error(`reading was answered ${status}`)
  }
  return taken
}

export const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
