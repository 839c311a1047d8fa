import { type Answer, type Ask, readAnswer } from './answer.ts'

/** Carries a request to Muster and its answer back. */
export type Send = (ask: Ask) => Promise<Answer>

/** One call of the API: what it sends, and what type comes back. */
export type Call = <T>(method: Ask['method'], path: string, body?: object) => Promise<T>

/** Calls over a given way. */
export function caller(send: Send): Call {
  return async <T>(method: Ask['method'], path: string, body?: object) => {
    // A body is always sent with POST: servers differ in what they make of none.
    const text = body ?? (method === 'POST' ? {} : undefined)
    const answer = await send({ method, path, ...(text === undefined ? {} : { body: JSON.stringify(text) }) })
    // The server checks every answer against the schema its type stands for before it leaves.
    return readAnswer(answer) as T
  }
}

/** The path of one thing below a list, and of something below that. */
export function at(root: string, id: string, below?: string): string {
  return [root, encodeURIComponent(id), ...(below === undefined ? [] : [below])].join('/')
}

/** A path with those parts of a wish that are given. */
export function withQuery(
  path: string,
  wish: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const given = Object.entries(wish).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
