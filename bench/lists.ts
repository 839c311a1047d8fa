import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '../src/db/open-database.ts'
import { inDatabase } from './lists/database-lines.ts'
import { viewsWithoutIndex } from './lists/fast-views.ts'
import { overHttp } from './lists/http-lines.ts'
import { look, type Scrolled } from './lists/on-screen.ts'
import { factLine, type Line, markdown, timeLine } from './lists/report.ts'
import { seed } from './lists/seed.ts'
import { startServer } from './lists/server.ts'

/**
 * How fast long lists are: in the database, over HTTP and on the screen. `--people N` (three accounts and ten changes for each),
 * `--rounds N`, `--no-screen`. Ends with exit code 1 where a saved view has no index.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '20' },
    'no-screen': { type: 'boolean', default: false },
  },
})
const people = Number(values.people)
const rounds = Number(values.rounds)

const folder = await mkdtemp(join(tmpdir(), 'muster-lists-'))
const database = await openDatabase({ folder })
try {
  await step('filling', () => seed(database, people))
  const lines = [
    ...(await step('in the database', () => inDatabase(database, rounds))),
    ...(await served(database)),
  ]
  await report(lines)
} finally {
  await database.close()
  await rm(folder, { recursive: true, force: true })
}

async function served({ url }: Database): Promise<readonly Line[]> {
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o711 })
  // A first start compiles, which every later one finds done.
  await (await startServer(data, url)).close()
  const server = await startServer(data, url)
  try {
    const lines = await step('over HTTP', () => overHttp(server, { people, rounds }))
    failWithout(await viewsWithoutIndex(server, people))
    return [...lines, ...(values['no-screen'] ? [] : await step('on the screen', () => screenLines(server)))]
  } finally {
    await server.close()
  }
}

/** Not at once: what is measured besides is worth its hour. */
function failWithout(views: readonly object[]): void {
  if (views.length === 0) return
  const named = views.map((view) => `  ${JSON.stringify(view)}\n`).join('')
  console.error(`\nFAILED: over HTTP, these saved views have no index:\n${named}`)
  process.exitCode = 1
}

async function screenLines(server: Awaited<ReturnType<typeof startServer>>): Promise<readonly Line[]> {
  const { painted, scrolled, flung } = await look(server)
  return [
    timeLine('People opened in the browser, first rows painted', painted, 500),
    ...scrollLines('Scrolling', scrolled),
    ...scrollLines('Flinging', flung),
  ]
}

function scrollLines(how: string, { framesPerSecond, rows, blank, outlines }: Scrolled): readonly Line[] {
  return [
    factLine(
      `${how} through ${rows} rows in six seconds`,
      `${framesPerSecond} frames/s`,
      '45 frames/s',
      framesPerSecond >= 45,
    ),
    factLine(
      '… frames with a blank row, with an outline of one',
      `${blank}, ${outlines}`,
      '0',
      blank + outlines === 0,
    ),
  ]
}

async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  console.error(`${what}: ${Math.round((performance.now() - start) / 1000)} s`)
  return result
}

async function report(lines: readonly Line[]): Promise<void> {
  const title = `${people.toLocaleString('en')} people, ${(people * 3).toLocaleString('en')} SaaS users, ${(people * 10).toLocaleString('en')} changes`
  console.log(`\n${title}; ${rounds} rounds\n\n${markdown(lines)}\n`)
  await mkdir(new URL('results', import.meta.url), { recursive: true })
  await writeFile(
    new URL('results/lists.json', import.meta.url),
    `${JSON.stringify({ people, rounds, lines }, undefined, 2)}\n`,
  )
}
