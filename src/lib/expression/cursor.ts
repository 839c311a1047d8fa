import { AppError } from '../errors.ts'
import { shorten } from '../show.ts'

const longestSource = 2000
const deepestNesting = 24

/** Where reading stands in an expression's source. */
export interface Cursor {
  readonly source: string
  at: number
  depth: number
}

/** A cursor at the start of a source of bearable length. */
export function openCursor(source: string): Cursor {
  if (source.length > longestSource)
    throw refusal(
      `The expression has ${source.length} characters; shorten it to ${longestSource}`,
      longestSource,
    )
  if (source.trim() === '')
    throw refusal('The expression is empty; write a path such as profile.city, or a text in double quotes', 0)
  return { source, at: 0, depth: 0 }
}

/** The fault for a place in the source, which people count from 1. */
export function refusal(message: string, at: number): AppError {
  return new AppError('expression.invalid', `${message} (character ${at + 1})`, { at: at + 1 })
}

/** Moves to the next character that is no space. */
export function skipSpaces(cursor: Cursor): void {
  take(cursor, /\s*/y)
}

/** Moves over this text if it stands here. */
export function takeText(cursor: Cursor, text: string): boolean {
  if (!cursor.source.startsWith(text, cursor.at)) return false
  cursor.at += text.length
  return true
}

/** Moves over what the sticky pattern finds here. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.source)?.[0]
  cursor.at += found?.length ?? 0
  return found
}

/** Moves over this text or refuses with what is needed there. */
export function need(cursor: Cursor, text: string, purpose: string): void {
  skipSpaces(cursor)
  if (!takeText(cursor, text)) throw unexpected(cursor, `${text} is needed here ${purpose}`)
}

/** Reads something nested, and refuses nesting deeper than anybody writes. */
export function nested<T>(cursor: Cursor, read: (cursor: Cursor) => T): T {
  if (cursor.depth >= deepestNesting)
    throw refusal(`Parentheses are nested deeper than ${deepestNesting}; simplify the expression`, cursor.at)
  cursor.depth++
  const result = read(cursor)
  cursor.depth--
  return result
}

/** The fault for something that does not belong here, with what would. */
export function unexpected(cursor: Cursor, wayOut: string): AppError {
  const rest = cursor.source.slice(cursor.at)
  if (rest === '') return refusal(`The expression ends too early; ${wayOut}`, cursor.at)
  if (/^[“”„‘’]/u.test(rest))
    return refusal(`Use straight quotes (") instead of ${rest.charAt(0)}`, cursor.at)
  const word = /^[\p{L}\p{M}\p{N}_$-]+/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0)
  return refusal(`"${shorten(word)}" was not expected; ${wayOut}`, cursor.at)
}
