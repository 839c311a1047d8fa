import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../lib/errors.ts'
import { type PasswordProblem, passwordJudge } from './password-problem.ts'

/** Hashes passwords and compares them, a few at a time: each costs memory and time on purpose. */
export interface Passwords {
  /** Throws `sign-in.slow` when too many wait. */
  hash(password: string): Promise<string>
  /** Takes as long when there is no hash, so that nobody learns whether there is an account. */
  verify(kept: string | null | undefined, password: string): Promise<boolean>
  /** Whether a hash was made with other costs than today's. */
  isDated(kept: string): boolean
  readonly problem: PasswordProblem
}

// Argon2id, the library's own choice, with 19 MiB.
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const mark = `$argon2id$v=19$m=${costs.memoryCost},t=${costs.timeCost},p=${costs.parallelism}$`
const atOnce = 2
const mostWaiting = 20

const library = { hash, verify }

/** What makes and compares hashes. */
export type Argon2 = typeof library

export function openPasswords(argon2: Argon2 = library): Passwords {
  const inTurn = turns()
  let dummy: Promise<string> | undefined
  return {
    hash: (password) => inTurn(() => argon2.hash(password, costs)),
    verify: (kept, password) =>
      inTurn(async () => {
        dummy ??= argon2.hash(crypto.randomUUID(), costs)
        const isRight = await argon2.verify(kept ?? (await dummy), password)
        return isRight && typeof kept === 'string'
      }),
    isDated: (kept) => !kept.startsWith(mark),
    problem: passwordJudge(),
  }
}

/** Does work two at a time, and refuses what would have to wait behind twenty others. */
function turns() {
  let free = atOnce
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= mostWaiting) throw new AppError('sign-in.slow', undefined, { seconds: 2 })
    if (free > 0) free -= 1
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
