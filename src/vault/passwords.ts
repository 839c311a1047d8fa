import { AppError } from '../lib/errors.ts'
import { type Argon2, openArgon2 } from './argon2.ts'
import { type PasswordProblem, passwordJudge } from './password-problem.ts'

/** Hashes passwords and compares them, one after the other: each costs memory and time on purpose. */
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
const mostWaiting = 20

export function openPasswords(argon2: Argon2 = openArgon2()): Passwords {
  const queued = queue()
  let dummy: Promise<string> | undefined
  return {
    hash: (password) => queued(() => argon2.hash(password, costs)),
    verify: (kept, password) =>
      queued(async () => {
        dummy ??= argon2.hash(crypto.randomUUID(), costs)
        const isRight = await argon2.verify(kept ?? (await dummy), password)
        return isRight && typeof kept === 'string'
      }),
    isDated: (kept) => !kept.startsWith(mark),
    problem: passwordJudge(),
  }
}

/** Refuses what would have to wait behind twenty others. */
function queue() {
  let inside = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside > mostWaiting) throw new AppError('sign-in.slow', undefined, { seconds: 2 })
    inside += 1
    try {
      return await work()
    } finally {
      inside -= 1
    }
  }
}
