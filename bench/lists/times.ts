import type { Asker } from './in-database.ts'
import type { Question } from './questions.ts'

interface Times {
  readonly taken: readonly number[]
  /** How many questions were given up. */
  readonly slow: number
}

/** How long the first rows of each question take, in milliseconds, so many times each. */
export async function timesOf(asker: Asker, questions: readonly Question[], times: number): Promise<Times> {
  let slow = 0
  const taken = await inTurn(questions, async (question) => {
    const one = await asker.first(question, times)
    if (!one) slow++
    tell(JSON.stringify(question), one)
    return one ?? []
  })
  return { taken, slow }
}

/** One after the other, so that none waits for another. */
export async function inTurn<T>(
  all: readonly T[],
  work: (one: T) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const taken: number[] = []
  for (const one of all) taken.push(...(await work(one)))
  return taken
}

/** Says with VERBOSE=1 how long each time took. */
export function tell(what: string, taken: readonly number[] | undefined): void {
  if (process.env.VERBOSE) console.error(what, taken?.map(Math.round).join(' ') ?? 'given up')
}

interface Searches {
  readonly list: Question['list']
  readonly texts: readonly string[]
  readonly times: number
}

/** How long the first rows of each text take that somebody types; five seconds where it was given up. */
export function searchTimes(asker: Asker, { list, texts, times }: Searches): Promise<readonly number[]> {
  return inTurn(texts, async (text) => {
    const one = await asker.search(list, text, times)
    tell(`${list} ${text}`, one)
    return one ?? [5000]
  })
}
