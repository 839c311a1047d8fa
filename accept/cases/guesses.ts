import { anAccount, password } from '../../test/accounts.ts'
import { type Browser, openBrowser } from '../../test/browser.ts'
import { openTemplate } from '../../test/template.ts'
import { newWorld, type World } from '../../test/world.ts'
import type { Breakage, Case, Context } from '../harness/case.ts'
import { newDice } from '../harness/dice.ts'

/**
 * Passwords guessed for one account and sprayed over many, from forty addresses, eight at a time. Meanwhile the
 * owner of the account signs in from the browser that is known, and somebody else reads people. Nobody may get in, the
 * owner may never be kept out, and reading may not become slow.
 */
export const guesses: Case = {
  id: 'A23',
  title: 'guessed passwords',
  run: async (context) => {
    const { template, close } = await openTemplate()
    const world = await newWorld({ template })
    const findings = await attack(world, context)
    await world.close()
    await close()
    return findings
  },
}

interface Siege {
  readonly target: string
  readonly others: readonly string[]
  readonly owner: Browser
  readonly reader: Browser
  readonly attackers: readonly Browser[]
}

async function attack(world: World, { scale, seed, progress }: Context) {
  const siege = await prepare(world)
  const idle = await readingTimes(siege.reader, 200)
  const total = scale === 'full' ? 10_000 : 400
  const dice = newDice(seed)
  const tally = { guesses: 0, refused: 0, slowed: 0, guessed: 0, owner_tries: 0, owner_kept_out: 0 }
  const busy: number[] = []
  while (tally.guesses < total) {
    const wave = Array.from({ length: 8 }, () => guess(siege, dice.whole(1000)))
    const [statuses] = await Promise.all([
      Promise.all(wave),
      readingTimes(siege.reader, 2).then((times) => busy.push(...times)),
    ])
    // The minutes of the limits go by; what an account and an address have to wait is the database's time.
    world.pass(5000)
    for (const status of statuses) {
      tally.guesses += 1
      if (status === 401) tally.refused += 1
      else if (status === 429) tally.slowed += 1
      else tally.guessed += 1
    }
    if (tally.guesses % 40 !== 0) continue
    progress(`${tally.guesses} guesses`)
    tally.owner_tries += 1
    const { status } = await siege.owner.post('/api/session', { email: siege.target, password })
    if (status !== 200) tally.owner_kept_out += 1
  }
  const [idleP95, busyP95] = [p95(idle), p95(busy)]
  const broken: Breakage[] = [
    ...(tally.guessed > 0 ? [{ point: 'sign-in', what: `${tally.guessed} guesses got in` }] : []),
    ...(tally.owner_kept_out > 0 ? [{ point: 'sign-in', what: 'the owner was kept out' }] : []),
    // A short run measures the machine, not us.
    ...(scale === 'full' && busyP95 > 2 * idleP95 ? [{ point: 'reading', what: 'others became slow' }] : []),
  ]
  return { counts: { ...tally, idle_p95_ms: idleP95.toFixed(1), busy_p95_ms: busyP95.toFixed(1) }, broken }
}

async function prepare(world: World): Promise<Siege> {
  const { email: target } = await anAccount(world, { role: 'editor' })
  const others = await Promise.all(
    Array.from({ length: 50 }, async () => (await anAccount(world, { role: 'viewer' })).email),
  )
  const owner = openBrowser(world, { address: '192.0.2.1' })
  await owner.post('/api/session', { email: target, password })
  const reader = openBrowser(world, { address: '192.0.2.2', insecure: true })
  await reader.post('/api/session', { email: others[0], password })
  const attackers = Array.from({ length: 40 }, (_, at) => openBrowser(world, { address: `198.18.${at}.7` }))
  return { target, others, owner, reader, attackers }
}

/** Every second one at the target, the others at anybody: an account, or none. */
async function guess({ target, others, attackers }: Siege, draw: number): Promise<number> {
  const email =
    draw % 2 === 0 ? target : (others[draw % (others.length + 10)] ?? `nobody-${draw}@example.com`)
  const attacker = attackers[draw % attackers.length]
  const answer = await attacker?.post('/api/session', { email, password: `Summer2026-${draw}` })
  return answer?.status ?? 0
}

async function readingTimes(reader: Browser, times: number): Promise<number[]> {
  const taken: number[] = []
  for (let at = 0; at < times; at++) {
    const begin = performance.now()
    await reader.get('/api/people?limit=50')
    taken.push(performance.now() - begin)
  }
  return taken
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
