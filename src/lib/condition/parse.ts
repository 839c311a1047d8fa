import { shorten } from '../show.ts'
import { nearest } from '../text.ts'
import type { Json } from '../value.ts'
import { type Condition, type Operator, operators, type Rule } from './condition.ts'
import { type Token, tokensOf, unreadable } from './tokens.ts'

/** Short words for operators, as people know them from elsewhere. */
const short: ReadonlyMap<string, Operator> = new Map([
  ['eq', 'equals'],
  ['gt', 'greater'],
  ['lt', 'less'],
  ...operators.map((operator) => [operator, operator] as const),
])
const deepest = 32
const lists = { in: '("Sales", "Legal")', between: '(2026-01-01, 2026-01-31)' }

interface Reader {
  /** The next token, which stays. */
  readonly next: Token | undefined
  /** Goes on behind the next token. */
  take(): Token
  fail(what: string): never
}

/**
 * Reads a filter as people write it, such as `department eq "Sales" and (active eq true or email ends
 * "@example.com")`. *and* binds closer than *or*. Throws `input.invalid`, saying where it cannot be read.
 */
export function parseFilter(source: string): Condition {
  const reader = readerOf(source)
  const condition = readGroup(reader, 'or', 0)
  if (reader.next) reader.fail('expected "and", "or" or the end')
  return condition
}

function readerOf(source: string): Reader {
  const tokens = tokensOf(source)
  let at = 0
  const fail = (what: string): never => {
    const token = tokens[at]
    const found = token ? `found ${shorten(JSON.stringify(token.text))}` : 'found the end'
    throw unreadable(token?.at ?? source.length + 1, `${what}, ${found}`)
  }
  return {
    get next() {
      return tokens[at]
    },
    take: () => tokens[at++] ?? fail('expected more'),
    fail,
  }
}

/** One term, or many that a word combines. */
function readGroup(reader: Reader, combine: 'and' | 'or', depth: number): Condition {
  const read = () => (combine === 'or' ? readGroup(reader, 'and', depth) : readTerm(reader, depth))
  const rules = [read()]
  while (isWord(reader.next, combine)) {
    reader.take()
    rules.push(read())
  }
  const [only] = rules
  return only && rules.length === 1 ? only : { combine, rules }
}

function readTerm(reader: Reader, depth: number): Condition {
  if (!isSign(reader.next, '(')) return readRule(reader)
  if (depth === deepest) reader.fail(`parentheses may be ${deepest} deep`)
  reader.take()
  const inner = readGroup(reader, 'or', depth + 1)
  if (!isSign(reader.next, ')')) reader.fail('expected "and", "or" or ")"')
  reader.take()
  return inner
}

function readRule(reader: Reader): Rule {
  if (reader.next?.kind !== 'word') reader.fail('expected a field')
  const field = reader.take().text
  const not = isWord(reader.next, 'not')
  if (not) reader.take()
  const operator = readOperator(reader)
  const value = operator === 'empty' ? {} : { value: readOperand(reader, operator) }
  return { field, operator, ...value, ...(not ? { not } : {}) }
}

function readOperator(reader: Reader): Operator {
  const { next } = reader
  const operator = next?.kind === 'word' ? short.get(next.text) : undefined
  if (operator === undefined) {
    const meant = nearest(next?.text ?? '', short.keys())
    reader.fail(meant ? `expected "${meant}"` : `expected one of ${[...short.keys()].join(', ')}`)
  }
  reader.take()
  return operator
}

function readOperand(reader: Reader, operator: Operator): Json {
  if (operator !== 'in' && operator !== 'between') return readValue(reader)
  if (!isSign(reader.next, '(')) reader.fail(`expected a list such as ${lists[operator]}`)
  const values: Json[] = []
  do {
    reader.take()
    values.push(readValue(reader))
  } while (isSign(reader.next, ','))
  if (!isSign(reader.next, ')')) reader.fail('expected "," or ")"')
  reader.take()
  return values
}

function readValue(reader: Reader): Json {
  if (!reader.next || reader.next.kind === 'sign') reader.fail('expected a value')
  const { kind, text } = reader.take()
  if (kind === 'text') return text
  if (text === 'true' || text === 'false') return text === 'true'
  // What a number would not write the same way, such as 007, stays text.
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text
}

const isSign = (token: Token | undefined, sign: string) => token?.kind === 'sign' && token.text === sign
const isWord = (token: Token | undefined, word: string) =>
  token?.kind === 'word' && token.text.toLowerCase() === word
