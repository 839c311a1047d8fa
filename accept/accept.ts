import { parseArgs } from 'node:util'
import type { Case, Context, Findings } from './harness/case.ts'
import { cases } from './shelf.ts'

/** Runs the acceptance cases and prints one line for each; README.md says how to read them. */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '42' },
    scale: { type: 'string', default: 'full' },
    shard: { type: 'string', default: '1/1' },
  },
})

const seed = Number(values.seed)
const [part = 1, of = 1] = values.shard.split('/').map(Number)
const context: Context = {
  scale: values.scale === 'smoke' ? 'smoke' : 'full',
  seed,
  shard: { at: part - 1, of },
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
  },
}

let failed = 0
const wanted = choose(values.only)
for (const each of wanted) {
  const findings = await findingsOf(each)
  context.progress('')
  const isGood = findings.broken.length === 0
  if (!isGood) failed++
  console.log(lineOf(each, findings))
  for (const { what, point, folder } of findings.broken)
    console.log(`  at ${point}: ${what}${folder === undefined ? '' : `; kept in ${folder}`}`)
}
console.log(`${wanted.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function choose(only: string | undefined): readonly Case[] {
  const ids = only?.split(',')
  const unknown = ids?.filter((id) => !cases.some((each) => each.id === id)) ?? []
  if (unknown.length > 0) {
    console.error(`There is no case ${unknown.join(', ')}; there are ${cases.map(({ id }) => id).join(', ')}`)
    process.exit(2)
  }
  return cases.filter(({ id }) => ids === undefined || ids.includes(id))
}

async function findingsOf(each: Case): Promise<Findings> {
  try {
    return await each.run(context)
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { counts: {}, broken: [{ what, point: 'the case itself' }] }
  }
}

function lineOf({ id, title }: Case, { counts, broken }: Findings): string {
  const numbers = Object.entries(counts).map(([name, value]) => `${name}=${value}`)
  return [broken.length === 0 ? 'PASS' : 'FAIL', id, title, ...numbers, `seed=${seed}`].join(' ')
}
