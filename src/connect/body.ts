import { AppError } from '../lib/errors.ts'
import { isObject, type Json } from '../lib/value.ts'
import type { Answer } from './door/door.ts'
import { requestDetail, trouble } from './door/trouble.ts'
import type { Load } from './manifest.ts'
import { readPath } from './path.ts'

/** A page of brackets costs the parser forty times its bytes, so a large one is looked through first. */
const large = 4 * 2 ** 20
/** Far deeper than any record may be: a record that is too deep fails alone, unless it would fill the memory. */
const deepest = 10_000

/**
 * The JSON in an answer. Throws `vendor.odd`: with the reason `garbled` when the bytes are broken,
 * which another try may mend, without one when the answer is something else altogether.
 */
export function readJson({ headers, body }: Pick<Answer, 'headers' | 'body'>, url: URL): Json {
  const type = headers['content-type']?.toString() ?? ''
  if (/html/i.test(type) || startsLikeMarkup(body))
    throw odd(url, 'an HTML page (a proxy or login page?) where JSON was expected. Check the address')
  // A second layer of gzip: one was unpacked already, more are not.
  if (body[0] === 0x1f && body[1] === 0x8b) throw odd(url, 'an answer that is packed twice')
  const text = decode(body, url)
  if (body.length > large && isDeep(body)) throw odd(url, `an answer nested more than ${deepest} levels deep`)
  try {
    // What JSON.parse returns is JSON.
    return JSON.parse(text) as Json
  } catch {
    // The parser's own message quotes the body.
    throw trouble(url, 'garbled', `${url.host} sent broken JSON: cut off or malformed.`)
  }
}

/** The records in an answer, where the load says they are. Throws `vendor.odd` when there is no list. */
export function readRecords(json: Json, load: Load, url: URL): readonly Json[] {
  const list = load.records === undefined ? json : isObject(json) ? readPath(json, load.records) : undefined
  // `Array.isArray` cannot narrow a readonly array.
  if (Array.isArray(list)) return list as readonly Json[]
  const place = load.records === undefined ? '' : ` with a list at "${load.records}"`
  throw odd(url, `${describe(json)} where ${load.label} expects a list${place && ` in an object${place}`}`)
}

function decode(body: Buffer, url: URL): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw trouble(url, 'garbled', `${url.host} sent text that is not UTF-8.`)
  }
}

const bom = [0xef, 0xbb, 0xbf]
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d])

function startsLikeMarkup(body: Buffer): boolean {
  let at = bom.every((byte, i) => body[i] === byte) ? bom.length : 0
  while (blanks.has(body[at] ?? 0)) at++
  return body[at] === 0x3c
}

/** A look ahead of the parser: 4 ms per MiB. */
function isDeep(body: Buffer): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]
    if (quoted) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) quoted = false
    } else if (byte === 0x22) quoted = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > deepest) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}

function describe(json: Json): string {
  if (json === null) return 'null'
  if (Array.isArray(json)) return 'a list'
  if (!isObject(json)) return typeof json === 'string' ? 'a text' : `a ${typeof json}`
  const keys = Object.keys(json)
  if (keys.length === 0) return 'an empty object'
  return keys.some((key) => /^errors?$/i.test(key)) ? 'an object with an error' : 'an object'
}

function odd(url: URL, what: string): AppError {
  return new AppError('vendor.odd', `${url.host} sent ${what}.`, requestDetail(url))
}
