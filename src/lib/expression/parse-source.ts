import { type Cursor, need, openCursor, refusal, skipSpaces, take, takeText, unexpected } from './cursor.ts'
import type { Node } from './node.ts'
import { parseChain, parseExpression } from './parse.ts'

/** Reads a whole source: a bare expression, one inside `{{ }}`, or a text with several of them. */
export function parseSource(source: string): Node {
  const cursor = openCursor(source)
  if (/\{\{|\}\}|\{%/.test(source)) return parseTemplate(cursor)
  return parseToEnd(cursor, parseExpression(cursor))
}

/** Reads pipes alone, such as `trim | lower`; they apply to the whole value they are given. */
export function parsePipes(source: string): Node {
  const cursor = openCursor(source)
  return parseToEnd(cursor, parseChain(cursor, { kind: 'path', steps: [] }))
}

function parseToEnd(cursor: Cursor, node: Node): Node {
  skipSpaces(cursor)
  if (cursor.at < cursor.source.length)
    throw unexpected(
      cursor,
      'after a value only | and ?? go on; write a fixed text in double quotes, a name with spaces as ["Cost Center"]',
    )
  return node
}

function parseTemplate(cursor: Cursor): Node {
  const parts: Node[] = []
  while (cursor.at < cursor.source.length) {
    if (takeText(cursor, '{{')) parts.push(parseHole(cursor))
    else parts.push({ kind: 'constant', value: parseFixed(cursor) })
  }
  const filled = parts.filter((part) => part.kind !== 'constant' || String(part.value).trim() !== '')
  const [only] = filled
  return filled.length === 1 && only ? only : { kind: 'template', parts }
}

function parseHole(cursor: Cursor): Node {
  const node = parseExpression(cursor)
  need(cursor, '}}', 'to close {{')
  return node
}

function parseFixed(cursor: Cursor): string {
  const text = take(cursor, /(?:(?!\{\{|\}\}|\{%).)+/sy)
  if (text !== undefined) return text
  if (takeText(cursor, '{%'))
    throw refusal('Blocks such as {% if %} are not known; use ?? and pipes inside {{ }}', cursor.at - 2)
  throw refusal('}} without its {{; write {{ before the expression', cursor.at)
}
