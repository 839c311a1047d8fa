import { type Cursor, refusal, take, takeText, unexpected } from './cursor.ts'

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  n: '\n',
  t: '\t',
}
const unicode = /u([0-9a-f]{4})/iy

/** Reads a text in double or single quotes if one stands here. */
export function parseText(cursor: Cursor): string | undefined {
  const start = cursor.at
  if (takeText(cursor, '"')) return parseUntil(cursor, '"', start)
  return takeText(cursor, "'") ? parseUntil(cursor, "'", start) : undefined
}

function parseUntil(cursor: Cursor, quote: '"' | "'", start: number): string {
  const plain = quote === '"' ? /[^"\\]+/y : /[^'\\]+/y
  let text = ''
  for (;;) {
    text += take(cursor, plain) ?? ''
    if (takeText(cursor, quote)) return text
    if (!takeText(cursor, '\\')) throw refusal(`The text is not closed; end it with ${quote}`, start)
    text += parseEscape(cursor)
  }
}

function parseEscape(cursor: Cursor): string {
  const code = take(cursor, unicode)
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
  const letter = cursor.source.charAt(cursor.at)
  if (!Object.hasOwn(escapes, letter))
    throw unexpected(cursor, 'after a backslash goes a quote, a backslash, n, t or u and four hex digits')
  cursor.at++
  return escapes[letter] ?? ''
}
