import { anAccount } from '../../test/accounts.ts'
import { openBrowser } from '../../test/browser.ts'
import { openTemplate } from '../../test/template.ts'
import { knownToUnknown } from '../harness/answer-times.ts'
import { openBrakeStage } from '../harness/brake-stage.ts'
import type { Breakage, Case, Context } from '../harness/case.ts'
import { guessFor, letPass, openOwner, openSiege, p95, readingTimes, type Siege } from '../harness/siege.ts'

/**
 * Within an hour each: passwords guessed for one account from one address; the same with another X-Forwarded-For every
 * time, past and through a proxy; ten for each of many accounts, from twenty addresses. Meanwhile the owner of an account
 * signs in from the browser that is known, and somebody else reads people.
 */
export const guesses: Case = {
  id: 'A23',
  title: 'guessed passwords',
  run: async (context) => {
    const { template, close } = await openTemplate()
    const stage = await openBrakeStage(200, template)
    const findings = await attack(await openSiege(stage.story.world), context)
    await stage.story.close()
    await close()
    return findings
  },
}

/** One guess for one account; answers the status. */
type Guess = (email: string, at: number) => Promise<number>

interface Hour {
  readonly name: string
  readonly emails: readonly string[]
  readonly guess: Guess
}

async function attack(siege: Siege, context: Context) {
  const most = context.scale === 'full' ? 10_000 : 200
  const many = most / 10
  const results: Result[] = []
  for (const hour of [await oneAddress(siege), await forged(siege), await spray(siege, many)])
    results.push(await spend(siege, hour, { most, context }))
  const { rows } = await siege.world.ctx.db.pool.query<{ count: number }>(
    `select count(*) as count from attempt where key like 'address 198.51.100.%'`,
  )
  const sum = (of: (result: Result) => number) => results.reduce((all, result) => all + of(result), 0)
  const counts = {
    guesses: sum(({ guesses }) => guesses),
    got_in: sum(({ gotIn }) => gotIn),
    owner_tries: sum(({ ownerTries }) => ownerTries),
    owner_locked_out: sum(({ lockedOut }) => lockedOut),
    forged_addresses_believed: Number(rows[0]?.count),
    ...Object.fromEntries(results.map(({ name, hashed }) => [`${name}_hashed_per_account_hour`, hashed])),
    spray_hashed: [...siege.hashed.byEmail.values()].reduce((all, one) => all + one, 0) - sum(notSprayed),
    hashes_waiting: siege.hashed.mostAtOnce,
    ...(await knownToUnknown(siege, context.scale === 'full' ? 300 : 20)),
    ...Object.fromEntries(
      results.map(({ name, idle, busy }) => [`${name}_p95_ms`, `${busy.toFixed(1)}/idle:${idle.toFixed(1)}`]),
    ),
  }
  return { counts, broken: judge(results, counts, context) }
}

const notSprayed = ({ name, hashed }: Result): number => (name === 'spray' ? 0 : hashed)

interface Result {
  readonly name: string
  readonly guesses: number
  readonly gotIn: number
  readonly ownerTries: number
  readonly lockedOut: number
  /** Of the account that was guessed most. */
  readonly hashed: number
  readonly idle: number
  readonly busy: number
}

function judge(
  results: readonly Result[],
  counts: { readonly forged_addresses_believed: number; readonly hashes_waiting: number },
  { scale }: Context,
): Breakage[] {
  const promises: readonly (readonly [boolean, string, string])[] = [
    ...results.flatMap(({ name, gotIn, lockedOut, hashed, idle, busy }) => [
      [gotIn === 0, name, `${gotIn} guesses got in`] as const,
      [lockedOut === 0, name, `the owner was locked out ${lockedOut} times`] as const,
      [hashed <= 100, name, `${hashed} guesses of one account within an hour were compared`] as const,
      // A short run measures the machine, not us.
      [scale === 'smoke' || busy <= 2 * idle, name, 'others became more than twice as slow'] as const,
    ]),
    [counts.forged_addresses_believed === 0, 'forged', 'a forged address was counted'],
    [counts.hashes_waiting <= 21, 'hashes', 'more than twenty waited'],
  ]
  return promises.flatMap(([holds, point, what]) => (holds ? [] : [{ point, what }]))
}

/** So many clients guess. */
const atOnce = 2
/** Of the hour that all guesses have, a part is left for the time they truly take. */
const hourMs = 3_000_000

/** Spends the guesses of an hour, with a look at people beside each few of them. */
async function spend(
  siege: Siege,
  { name, emails, guess }: Hour,
  { most, context }: { readonly most: number; readonly context: Context },
): Promise<Result> {
  const signIn = await openOwner(siege, emails[0] ?? '')
  await letPass(siege, 2 * 60_000)
  const idle: number[] = []
  const busy: number[] = []
  let [gotIn, ownerTries, lockedOut] = [0, 0, 0]
  for (let at = 0; at < most; at += atOnce) {
    const wave = Array.from({ length: atOnce }, (_, more) =>
      guess(emails[(at + more) % emails.length] ?? '', at + more),
    )
    const [statuses, times] = await Promise.all([Promise.all(wave), readingTimes(siege, 1)])
    busy.push(...times)
    gotIn += statuses.filter((status) => status !== 401 && status !== 429).length
    await letPass(siege, (atOnce * hourMs) / most)
    if (at % 40 !== 0) continue
    context.progress(`${name}: ${at} guesses`)
    // Between the guesses, so that whatever else the machine does slows down both.
    idle.push(...(await readingTimes(siege, 2)))
    ownerTries += 1
    if (!(await signIn())) lockedOut += 1
  }
  const hashed = Math.max(0, ...emails.map((email) => siege.hashed.byEmail.get(email) ?? 0))
  return { name, guesses: most, gotIn, ownerTries, lockedOut, hashed, idle: p95(idle), busy: p95(busy) }
}

async function oneAddress({ world, limits }: Siege): Promise<Hour> {
  const attacker = openBrowser(world, { address: '198.18.0.1', limits })
  const { email } = await anAccount(world, { role: 'editor' })
  return { name: 'one', emails: [email], guess: (of, at) => ask(attacker, of, at) }
}

/** Every second one through a proxy that is named, and adds where the guess truly comes from. */
async function forged({ world, limits }: Siege): Promise<Hour> {
  const direct = openBrowser(world, { address: '198.18.0.2', limits })
  const proxy = '192.0.2.9'
  const proxied = openBrowser(world, { address: proxy, proxies: [proxy], limits })
  const { email } = await anAccount(world, { role: 'editor' })
  const guess: Guess = (of, at) => {
    const lie = `198.51.100.${at % 250}, 198.51.100.${at % 199}`
    return at % 2 === 0 ? ask(direct, of, at, lie) : ask(proxied, of, at, `${lie}, 198.18.0.2`)
  }
  return { name: 'forged', emails: [email], guess }
}

async function spray({ world, limits }: Siege, many: number): Promise<Hour> {
  const emails: string[] = []
  for (let at = 0; at < many; at++) emails.push((await anAccount(world, { role: 'viewer' })).email)
  const attackers = Array.from({ length: 20 }, (_, at) =>
    openBrowser(world, { address: `198.18.1.${at}`, limits }),
  )
  const guess: Guess = async (of, at) => {
    const attacker = attackers[at % attackers.length]
    return attacker ? ask(attacker, of, at) : 0
  }
  return { name: 'spray', emails, guess }
}

async function ask(
  attacker: ReturnType<typeof openBrowser>,
  email: string,
  at: number,
  lie?: string,
): Promise<number> {
  const body = { email, password: guessFor(email, at) }
  const headers = { 'x-forwarded-for': lie }
  return (await attacker.ask('POST', '/api/session', { body, headers })).status
}
