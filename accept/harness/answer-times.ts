import { anAccount } from '../../test/accounts.ts'
import { openBrowser } from '../../test/browser.ts'
import { guessFor, letPass, type Siege } from './siege.ts'

/** What whoever does not sign in can ask about an address. */
const questions = [
  {
    name: 'sign_in',
    path: '/api/session',
    body: (email: string, at: number) => ({ email, password: guessFor(email, at) }),
  },
  { name: 'reset', path: '/api/reset', body: (email: string) => ({ email }) },
] as const

/**
 * How much longer each question takes for an address that has an account than for one that has none, by the medians: `1.00`
 * is as long. They are asked in turn, each after so long that nobody is slowed down.
 */
export async function knownToUnknown(siege: Siege, times: number): Promise<Readonly<Record<string, string>>> {
  const { email } = await anAccount(siege.world, { role: 'viewer' })
  const ratios: Record<string, string> = {}
  for (const { name, path, body } of questions) {
    const ask = openBrowser(siege.world, { address: '198.18.0.3', limits: siege.limits })
    const taken: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let at = 0; at < 2 * times; at++) {
      const who = at % 2 === 0 ? 'known' : 'unknown'
      await letPass(siege, 20 * 60_000)
      const begin = performance.now()
      const { status } = await ask.post(path, body(who === 'known' ? email : `nobody-${at}@example.com`, at))
      taken[who].push(performance.now() - begin)
      if (status === 429) throw new Error(`${path} was slowed down`)
    }
    ratios[`${name}_known_to_unknown`] = (median(taken.known) / median(taken.unknown)).toFixed(2)
  }
  return ratios
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
