import type { Problem } from '../lib/errors.ts'
import { isObject, type Json } from '../lib/value.ts'
import { ApiError } from './api-error.ts'

/** A request of the API, whatever carries it. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its query string. */
  readonly path: string
  readonly body?: string
}

/** What came back, unread. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** The value of an answer, `undefined` of one without a body. Throws the `ApiError` it stands for. */
export function readAnswer({ status, text }: Answer): unknown {
  const value = parse(text)
  if (status >= 200 && status < 300) {
    if (value === unreadable) throw odd(status)
    return value
  }
  if (value === unreadable || !isObject(value) || typeof value.code !== 'string') throw odd(status)
  const message = [value.detail, value.title].find((words) => typeof words === 'string')
  throw new ApiError(
    value.code,
    typeof message === 'string' ? message : value.code,
    problemsOf(value.problems),
  )
}

const unreadable = Symbol('unreadable')

function parse(text: string): Json | undefined | typeof unreadable {
  if (text === '') return undefined
  try {
    // JSON.parse answers `any`; what it makes is what `Json` describes.
    return JSON.parse(text) as Json
  } catch {
    return unreadable
  }
}

function odd(status: number): ApiError {
  return new ApiError(
    'server.odd',
    `What answered (HTTP ${status}) is not Muster, or another version of it: check the address and update both sides`,
  )
}

function problemsOf(value: Json | undefined): readonly Problem[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: Json): Problem[] => {
    if (!isObject(item) || typeof item.message !== 'string') return []
    return [{ field: typeof item.field === 'string' ? item.field : '', message: item.message }]
  })
}
