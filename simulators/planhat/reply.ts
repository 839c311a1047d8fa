import type { Json } from './json.ts'
import type { Knobs } from './knobs.ts'
import type { Row } from './row-cache.ts'

/** How an answer travels when it does not simply travel. Times are real milliseconds. */
export type Wire =
  | { readonly kind: 'slow-headers'; readonly ms: number }
  | { readonly kind: 'drip'; readonly ms: number; readonly bytes: number }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'reset-before-headers' }
  | { readonly kind: 'reset-after-headers' }
  | { readonly kind: 'closed-keep-alive' }
  | { readonly kind: 'refused'; readonly ms: number }

/** One answer, whole, before anything of it is sent. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly wire?: Wire
}

const open = 0x5b
const end = Buffer.from(']')
const json = 'application/json; charset=utf-8'
const plain = 'text/plain; charset=utf-8'

/** A 200 with these rows as the bare array that Planhat answers with. */
export function rowsReply(rows: readonly Row[]): Reply {
  const body = rows.length === 0 ? Buffer.from('[]') : Buffer.concat([...rows, end])
  // Every row begins with a comma; the first one's is where the array opens.
  body[0] = open
  return { status: 200, headers: { 'content-type': json }, body }
}

/** A 200 with one user. */
export function rowReply(row: Row): Reply {
  return { status: 200, headers: { 'content-type': json }, body: row.subarray(1) }
}

/** An answer with a JSON value. */
export function jsonReply(status: number, value: Json): Reply {
  return { status, headers: { 'content-type': json }, body: Buffer.from(JSON.stringify(value)) }
}

/** An answer with text of any kind; plain unless the type says else. */
export function textReply(status: number, text: string, type: string = plain): Reply {
  return { status, headers: { 'content-type': type }, body: Buffer.from(text) }
}

/** The shapes an error body can have; which of them Planhat uses is not known. */
type BodyShape = Exclude<Knobs['refusalBody'], 'rotate'>

const shapes: readonly BodyShape[] = ['empty', 'text', 'json', 'json-string']

/** An error in the shape of the knob; `turn` picks the shape when they rotate. */
export function refusalReply(
  status: number,
  words: string,
  shape: Knobs['refusalBody'],
  turn: number,
): Reply {
  switch (shape) {
    case 'rotate':
      return refusalReply(status, words, shapes[turn % shapes.length] ?? 'text', turn)
    case 'empty':
      return { status, headers: {}, body: Buffer.alloc(0) }
    case 'json':
      return jsonReply(status, { error: words })
    case 'json-string':
      return jsonReply(status, words)
    case 'text':
      return textReply(status, words)
  }
}
