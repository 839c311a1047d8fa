import { type Cursor, need, refusal, skipSpaces, take, takeText, unexpected } from './cursor.ts'
import type { Step } from './node.ts'
import { parseText } from './parse-text.ts'

const name = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$-]*/uy
const position = /\d{1,9}(?!\d)/y
const refused = ['__proto__', 'prototype', 'constructor']
const wayOut =
  'write a path such as profile.city or custom["Cost Center"], or a text in double quotes such as "My value"'

/** Reads a path such as `addresses[0].street` or `custom["Cost Center"]`. */
export function parsePath(cursor: Cursor): readonly Step[] {
  const steps = [takeText(cursor, '[') ? parseBracket(cursor) : parseName(cursor)]
  for (;;) {
    if (takeText(cursor, '.')) steps.push(parseName(cursor))
    else if (takeText(cursor, '[')) steps.push(parseBracket(cursor))
    else return steps
  }
}

function parseName(cursor: Cursor): string {
  const at = cursor.at
  const found = take(cursor, name)
  if (found === undefined) throw unexpected(cursor, wayOut)
  if (/^\d+$/.test(found))
    throw refusal(
      `${found.slice(0, 20)} is no name; write a position as [0] and a name as ["${found.slice(0, 20)}"]`,
      at,
    )
  return allowed(found, at)
}

function parseBracket(cursor: Cursor): Step {
  skipSpaces(cursor)
  const at = cursor.at
  const key = parseText(cursor)
  const index = key === undefined ? take(cursor, position) : undefined
  if (key === undefined && index === undefined)
    throw unexpected(cursor, 'inside [ ] goes a name in quotes or a position counted from 0')
  need(cursor, ']', 'to close the bracket')
  return key === undefined ? Number(index) : allowed(key, at)
}

/** Refuses names by which JavaScript reaches code instead of data, though no record is ever asked for inherited ones. */
function allowed(step: string, at: number): string {
  if (refused.includes(step)) throw refusal(`"${step}" may not be read; use another property`, at)
  return step
}
