import { readNumber } from '../number-text.ts'
import { type Cursor, need, nested, refusal, skipSpaces, take, takeText, unexpected } from './cursor.ts'
import type { Node } from './node.ts'
import { parsePath } from './parse-path.ts'
import { parseText } from './parse-text.ts'

const numeral = /-?\d+(?:\.\d+)?(?![\p{L}\p{M}\p{N}_$-])/uy
const keyword = /(?:true|false|null)(?![\p{L}\p{M}\p{N}_$.[-])/uy
const keywords = { true: true, false: false, null: null } as const
const pipeName = /\p{L}[\p{L}\p{N}_]*/uy

/** Reads values joined by `??` and pipes from left to right: `a ?? b | upper` is `(a ?? b) | upper`. */
export function parseExpression(cursor: Cursor): Node {
  return parseRest(cursor, parseTerm(cursor))
}

/** Reads a chain of pipes such as `trim | lower`, to be applied to `input`. */
export function parseChain(cursor: Cursor, input: Node): Node {
  return parseRest(cursor, parsePipe(cursor, input))
}

function parseRest(cursor: Cursor, start: Node): Node {
  let node = start
  for (;;) {
    skipSpaces(cursor)
    if (takeText(cursor, '??')) node = { kind: 'fallback', first: node, second: parseTerm(cursor) }
    else if (takeText(cursor, '|')) node = parsePipe(cursor, node)
    else return node
  }
}

function parseTerm(cursor: Cursor): Node {
  skipSpaces(cursor)
  if (takeText(cursor, '(')) return nested(cursor, parseGroup)
  const at = cursor.at
  const text = parseText(cursor)
  if (text !== undefined) return { kind: 'constant', value: text }
  const digits = take(cursor, numeral)
  if (digits !== undefined) return { kind: 'constant', value: parseNumber(digits, at) }
  const word = take(cursor, keyword)
  if (word === 'true' || word === 'false' || word === 'null')
    return { kind: 'constant', value: keywords[word] }
  return { kind: 'path', steps: parsePath(cursor) }
}

function parseGroup(cursor: Cursor): Node {
  const node = parseExpression(cursor)
  need(cursor, ')', 'to close the parenthesis')
  return node
}

function parseNumber(digits: string, at: number): number {
  const number = readNumber(digits)
  if (number === undefined)
    throw refusal(`The number ${digits} cannot be kept exactly; write it as a text: "${digits}"`, at)
  return number
}

function parsePipe(cursor: Cursor, input: Node): Node {
  skipSpaces(cursor)
  const at = cursor.at
  const name = take(cursor, pipeName)
  if (name === undefined)
    throw unexpected(cursor, 'the name of a pipe is needed after |, such as trim; "otherwise" is written ??')
  skipSpaces(cursor)
  const args = takeText(cursor, '(') ? nested(cursor, parseArguments) : []
  return { kind: 'pipe', input, name, args, at }
}

function parseArguments(cursor: Cursor): readonly Node[] {
  skipSpaces(cursor)
  if (takeText(cursor, ')')) return []
  const args = [parseExpression(cursor)]
  while (takeText(cursor, ',')) args.push(parseExpression(cursor))
  need(cursor, ')', 'to close the arguments of the pipe')
  return args
}
