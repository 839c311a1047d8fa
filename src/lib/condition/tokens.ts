import { type AppError, invalid } from '../errors.ts'

/** A word, a text in quotes, or one of ( ) , of a filter. */
export interface Token {
  readonly kind: 'word' | 'text' | 'sign'
  readonly text: string
  /** Where it begins, from 1, as people count. */
  readonly at: number
}

const pattern = /\s*(?:([(),])|"((?:[^"\\]|\\.)*)"|([^\s(),"]+))/suy
const blank = /^\s*$/

/** The tokens of a filter. Throws `input.invalid`. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = []
  const reader = new RegExp(pattern)
  let end = 0
  while (!blank.test(source.slice(end))) {
    const found = reader.exec(source)
    if (!found)
      throw unreadable(end + 1, 'a text that begins with " does not end; write \\" for a quote in it')
    end = reader.lastIndex
    tokens.push(tokenOf(found, end))
  }
  return tokens
}

function tokenOf([, sign, quoted, word = '']: RegExpExecArray, end: number): Token {
  if (sign !== undefined) return { kind: 'sign', text: sign, at: end }
  if (quoted === undefined) return { kind: 'word', text: word, at: end - word.length + 1 }
  const at = end - quoted.length - 1
  return { kind: 'text', text: readQuoted(quoted, at), at }
}

function readQuoted(quoted: string, at: number): string {
  try {
    const text: unknown = JSON.parse(`"${quoted}"`)
    if (typeof text === 'string' && !text.includes('\0')) return text
  } catch {
    // Told below, in words that know of filters.
  }
  throw unreadable(at, 'a text in quotes is written as in JSON: \\" for a quote, \\\\ for a backslash')
}

/** What keeps a filter from being read, and where. */
export function unreadable(at: number, what: string): AppError {
  return invalid([{ field: 'filter', message: `at character ${at}, ${what}` }])
}
