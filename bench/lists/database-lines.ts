import type { Connections } from '../../src/db/pool.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { erasePerson } from '../../src/directory/erase/erase.ts'
import { tendIndexes } from '../../src/features/views/jobs.ts'
import { openLog } from '../../src/lib/log.ts'
import { redactor } from '../../src/lib/redact.ts'
import { hardwareLines } from './hardware-lines.ts'
import { type Asker, openAsker } from './in-database.ts'
import { deviceViews, hardest, others, searches, views } from './questions.ts'
import { factLine, type Line, timeLine } from './report.ts'
import { timed } from './statistics.ts'
import { inTurn, searchTimes, timesOf } from './times.ts'

/** Every list as it is asked, before and after the worker has made the views fast. */
export async function inDatabase(db: Connections, rounds: number): Promise<readonly Line[]> {
  const asker = await openAsker(db)
  const few = Math.ceil(rounds / 4)
  const before = await timesOf(asker, views, few)
  const built = await makeFast(db)
  const fast = await timesOf(asker, views, rounds)
  const deep = await inTurn(views, async (question) => {
    return asker.deep(question, few)
  })
  const counts = await inTurn(views, (question) => asker.count(question, few))
  const other = await timesOf(asker, others, few)
  const hard = await timesOf(asker, hardest, 1)
  return [
    timeLine('Saved views: first 200 rows, in the database', fast.taken, 50),
    timeLine('… from the middle of the list on', deep, 50),
    timeLine('… the same before their indexes were built', before.taken),
    factLine('… building 18 indexes, two of names and three of search beside everything else', `${built} s`),
    timeLine('Any other filter and sort: first 200 rows', other.taken, 600),
    ...(hard.taken.length > 0
      ? [timeLine('SaaS users by the name of their person', hard.taken, 600)]
      : [factLine('SaaS users by the name of their person', 'given up', '600 ms', false)]),
    factLine(
      'Given up after five seconds, with advice',
      String(before.slow + fast.slow + other.slow + hard.slow),
    ),
    timeLine('Counts of views, beside their rows', counts),
    ...(await searchLines(asker, few)),
    ...(await hardwareLines(asker, rounds)),
    await erasureLine(db, few),
  ]
}

async function makeFast(db: Connections): Promise<number> {
  const start = performance.now()
  for (const [number, { list, filter, sort }] of [...views, ...deviceViews].entries())
    await db.pool.query(
      `insert into view (list, name, reach, words, names) values ($1, $2, 'everyone', $3, '{}')`,
      [list, `view ${number}`, JSON.stringify({ filter, sort })],
    )
  const log = openLog({ level: 'warn', destination: process.stderr, redact: redactor() })
  await tendIndexes({ db, log })
  return Math.round((performance.now() - start) / 1000)
}

async function searchLines(asker: Asker, times: number): Promise<readonly Line[]> {
  const found = (list: 'people' | 'saas-users') => searchTimes(asker, { list, texts: searches, times })
  return [
    timeLine('Text search in people: first 200 rows', await found('people'), 600),
    timeLine('Text search in SaaS users: first 200 rows', await found('saas-users'), 600),
  ]
}

/** People are erased for good, so this comes last. */
async function erasureLine(db: Connections, times: number): Promise<Line> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from person where email <> '' order by md5(id::text) limit $1`,
    [times + 1],
  )
  const taken = await timed(times, (round) =>
    inTransaction(db.pool, (client) =>
      erasePerson(client, { personId: rows[round]?.id ?? '', actor: 'bench', addressesOf: () => [] }),
    ),
  )
  return timeLine('Erasing one person', taken, 2000)
}
