import { AppError } from '../lib/errors.ts'

/** Deeper than any input of ours, and shallow enough for everything that reads it. */
const deepest = 64
const jsonType = /^application\/(scim\+)?json(; ?charset=utf-8)?$/i
const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads a body that says it is JSON, and nothing else: forms and plain text are what other sites can send. */
export function readJsonBody(contentType: string | undefined, body: Buffer): unknown {
  if (!jsonType.test(contentType ?? ''))
    throw new AppError('request.type', 'Send the body as JSON, with Content-Type: application/json')
  const text = decode(body)
  if (isDeep(text)) throw unreadable(`is nested more than ${deepest} levels deep`)
  try {
    return JSON.parse(text, refuse)
  } catch (error) {
    if (error instanceof AppError) throw error
    // The parser's own message quotes the body.
    throw unreadable('is not JSON')
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw unreadable('is not UTF-8')
  }
}

/** Counts brackets outside of strings, before a parser has to follow them. */
function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter === '\\') at++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{' || letter === '[') {
      if (++depth > deepest) return true
    } else if (letter === '}' || letter === ']') depth--
  }
  return false
}

/** U+0000 is no character of text that PostgreSQL keeps. */
function refuse(key: string, value: unknown): unknown {
  if (dangerous.has(key)) throw unreadable(`has a property named "${key}", which is not accepted`)
  if (key.includes('\0') || (typeof value === 'string' && value.includes('\0')))
    throw unreadable('has a text with the character U+0000, which cannot be kept')
  return value
}

function unreadable(what: string): AppError {
  return new AppError('request.unreadable', `The body of the request ${what}`)
}
