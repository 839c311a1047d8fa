/** One operation: its method, its path, and the names that go into the address instead of the body. */
export type Wire = readonly [method: string, path: string, query: readonly string[]]

/** Where Muster is, and what opens it. */
export interface Place {
  readonly origin: string
  readonly token: string
  readonly fetch?: typeof fetch
}

/** A refusal, or an answer that is not Muster's. */
export class MusterError extends Error {
  readonly status: number
  /** For programs; it stays. */
  readonly code: string
  /** What is wrong with the input, each at its name. */
  readonly problems: readonly { readonly field: string; readonly message: string }[]

  constructor(
    status: number,
    problem: Partial<Pick<MusterError, 'code' | 'problems'>> & { detail?: string },
  ) {
    super(problem.detail ?? `What answered with HTTP ${status} is not Muster: check the address`)
    this.name = 'MusterError'
    this.status = status
    this.code = problem.code ?? 'server.odd'
    this.problems = problem.problems ?? []
  }
}

type Input = Readonly<Record<string, unknown>>

/** Makes a function of each operation. */
export function openCalls(operations: Readonly<Record<string, Wire>>, place: Place) {
  const calls = Object.entries(operations).map(([name, wire]) => [
    name,
    (input: Input = {}) => call(place, wire, input),
  ])
  return Object.fromEntries(calls)
}

async function call(
  { origin, token, fetch = globalThis.fetch }: Place,
  [method, path, query]: Wire,
  input: Input,
) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const url = new URL(
    path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(input[name]))),
    origin,
  )
  for (const name of query) if (input[name] !== undefined) url.searchParams.set(name, String(input[name]))
  const body = Object.fromEntries(
    Object.entries(input).filter(([name]) => !inPath.includes(name) && !query.includes(name)),
  )
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  const value = await readJson(answer)
  if (!answer.ok || value === notJson) throw new MusterError(answer.status, value === notJson ? {} : value)
  return value
}

const notJson: Record<string, unknown> = {}

async function readJson(answer: Response) {
  const text = await answer.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return notJson
  }
}

interface Piece<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Every item of a list, fetched piece by piece as it is wanted. */
export async function* everyItem<T, W extends object>(
  list: (wish: W & { cursor?: string }) => Promise<Piece<T>>,
  wish: W,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined
  do {
    const piece = await list(cursor === undefined ? wish : { ...wish, cursor })
    yield* piece.items
    cursor = piece.next ?? undefined
  } while (cursor !== undefined)
}
