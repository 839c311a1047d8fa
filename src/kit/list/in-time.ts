import { type Kysely, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { rulesOf } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import { AppError } from '../../lib/errors.ts'
import type { Columns } from './column.ts'
import { noCursor } from './cursor.ts'
import type { SortKey } from './sort.ts'

/** What is asked of a list, to be told where it takes too long. */
interface Question {
  readonly list: { readonly columns: Columns; readonly isLarge?: true }
  readonly keys: readonly SortKey[]
  readonly filter?: string | undefined
  readonly cursor?: string | undefined
}

/** Reads and nothing else, for five seconds at the most. */
export async function inTime<T>(
  { kysely }: Connections,
  work: (db: Kysely<Tables>) => Promise<T>,
  question: Question,
): Promise<T> {
  try {
    return await kysely
      .transaction()
      .setAccessMode('read only')
      .execute(async (transaction) => {
        await sql`set local statement_timeout = 5000`.execute(transaction)
        return await work(transaction)
      })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '57014') throw tooSlow(question)
    // Values of filters are of their type before they are asked for; only a cursor can hold something else.
    if (question.cursor !== undefined && code.startsWith('22')) throw noCursor()
    throw error
  }
}

/** Says what was asked and what to do instead. */
function tooSlow({ list: { columns, isLarge }, keys, filter }: Question): AppError {
  const asked = filter === undefined ? [] : rulesOf(parseFilter(filter)).map(({ field }) => field)
  const labels = (names: readonly string[]) =>
    [...new Set(names.map((name) => columns[name]?.label ?? name))].join(', ')
  const sorted = labels(keys.slice(0, 1).map(({ name }) => name))
  const what = [
    ...(sorted ? [`sorted by ${sorted}`] : []),
    ...(asked.length > 0 ? [`filtered by ${labels(asked)}`] : []),
  ]
  const keep = isLarge ? ', or keep it as a view: an index is made for those that are used' : ''
  return new AppError(
    'list.slow',
    `${['This took longer than five seconds and was given up', what.join(' and ')].filter(Boolean).join(': ')}. Narrow it with another rule, sort it by another field${keep}.`,
    { sort: keys.map(({ name }) => name), filter: asked },
  )
}
