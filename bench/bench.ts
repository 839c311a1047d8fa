import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '../src/db/open-database.ts'
import { type Measurement, startSide } from './side.ts'
import { startVendor } from './vendor.ts'
import { readWrites, writtenBetween } from './writes.ts'

/**
 * Muster against the least any program could do: the same simulated vendor, the same pages, the same
 * PostgreSQL; three rounds, medians. `--users N`, `--page N`, `--rounds N`.
 */
const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    page: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
  },
})
const users = Number(values.users)
const page = Number(values.page)

const cases = ['first', 'unchanged', 'changed5'] as const
type Case = (typeof cases)[number]
const targets = { first: 0.33, unchanged: 0.9, changed5: 0.6 }

interface Round {
  readonly floor: Readonly<Record<Case, Measurement>>
  readonly muster: Readonly<Record<Case, Measurement>>
  readonly secondRunWrites: Readonly<Record<string, number>>
}

const folder = await mkdtemp(join(tmpdir(), 'muster-bench-'))
const database = await openDatabase({ folder })
const vendor = await startVendor(users)
const at = { url: database.url, origin: vendor.origin, page }
const floor = startSide('floor', at)
const muster = startSide('muster', at)
try {
  await warmVendor()
  const rounds: Round[] = []
  for (let round = 1; round <= Number(values.rounds); round++) {
    console.error(`round ${round} of ${values.rounds}`)
    rounds.push(await oneRound(database))
  }
  await report(rounds)
} finally {
  floor.close()
  muster.close()
  vendor.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
}

/** The simulator makes its answers up when they are first asked for; neither side should pay for that. */
async function warmVendor(): Promise<void> {
  await muster.run()
}

async function oneRound({ pool }: Database): Promise<Round> {
  await pool.query('drop table if exists floor_user')
  await pool.query(
    'truncate person, saas_user, saas_application, source, source_record, change, staged, outcome, absence, run_page, run cascade',
  )
  await pool.query('checkpoint')
  const floorFirst = await floor.run()
  const musterFirst = await muster.run()
  await pool.query('vacuum analyze')
  const floorUnchanged = await floor.run()
  const before = await readWrites(pool)
  const musterUnchanged = await muster.run()
  const secondRunWrites = writtenBetween(before, await readWrites(pool))
  await vendor.change(0.05)
  const floorChanged = await floor.run()
  const musterChanged = await muster.run()
  return {
    floor: { first: floorFirst, unchanged: floorUnchanged, changed5: floorChanged },
    muster: { first: musterFirst, unchanged: musterUnchanged, changed5: musterChanged },
    secondRunWrites,
  }
}

async function report(rounds: readonly Round[]): Promise<void> {
  const ratio = (name: Case) => median(rounds.map((r) => r.floor[name].seconds / r.muster[name].seconds))
  const ratios = Object.fromEntries(cases.map((name) => [name, round2(ratio(name))]))
  const stages = Object.fromEntries(
    cases.map((name) => [name, medianStages(rounds.map((r) => r.muster[name].stages))]),
  )
  const memoryMb = { node: Math.max(...rounds.map((r) => r.muster.changed5.peakMb)) }
  const perSecond = (side: 'floor' | 'muster', name: Case) =>
    Math.round(users / median(rounds.map((r) => r[side][name].seconds)))

  console.log(`\n${users} users, pages of ${page}, ${rounds.length} rounds, medians\n`)
  console.table(
    cases.map((name) => ({
      case: name,
      'floor users/s': perSecond('floor', name),
      'Muster users/s': perSecond('muster', name),
      ratio: ratios[name],
      target: targets[name],
      met: Number(ratios[name]) >= targets[name],
    })),
  )
  console.log('\nWhere the time goes, ms (reading stages overlap)\n')
  console.table(stages)
  console.log(`\nNode's peak memory: ${memoryMb.node} MB`)
  console.log('Rows written by an unchanged second run:', rounds.at(-1)?.secondRunWrites)
  await mkdir(new URL('results', import.meta.url), { recursive: true })
  const latest = { users, page, ratios, memoryMb, stages, secondRunWrites: rounds.at(-1)?.secondRunWrites }
  await writeFile(
    new URL('results/latest.json', import.meta.url),
    `${JSON.stringify(latest, undefined, 2)}\n`,
  )
}

function medianStages(all: readonly Measurement['stages'][]): Measurement['stages'] {
  const names = [...new Set(all.flatMap((stages) => Object.keys(stages)))]
  return Object.fromEntries(names.map((name) => [name, median(all.map((stages) => stages[name] ?? 0))]))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return (upper + lower) / 2
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
