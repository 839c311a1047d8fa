import { readIso } from './iso-time.ts'
import { isExact, numberText, readNumber } from './number-text.ts'
import { shorten, show } from './show.ts'
import { cleanText, nearest } from './text.ts'
import { isObject, type Value } from './value.ts'

/** The types of the directory's fields, named here again because this floor knows no directory. */
export type ConvertType =
  | 'text'
  | 'long_text'
  | 'email'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'choice'
/** The types of a load's facts; their texts have no length limit, only the field they are written to has. */
export type FactType = 'text' | 'number' | 'boolean' | 'datetime' | 'list'

/**
 * A value in its type, or why it cannot be kept without loss: a phrase that names the value. `mapping` is the way out of
 * whoever maps it, and nothing to whoever typed it.
 */
export type Converted = { readonly value: Value } | { readonly problem: string; readonly mapping?: string }

type Convert = (value: Scalar, options: readonly string[]) => Converted
type Scalar = string | number | boolean

const emailPattern = /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u
const converts: Readonly<Record<ConvertType, Convert>> = {
  text: (value) => toText(value, 256),
  long_text: (value) => toText(value, 1024),
  email: toEmail,
  integer: toInteger,
  decimal: toNumber,
  boolean: toBoolean,
  date: toDate,
  datetime: toDatetime,
  choice: toChoice,
}
const factConverts: Readonly<Record<Exclude<FactType, 'list'>, Convert>> = {
  text: (value) => toText(value, Number.POSITIVE_INFINITY),
  number: toNumber,
  boolean: toBoolean,
  datetime: toDatetime,
}

/**
 * Turns a value into what a field of this type keeps, without loss or not at all. Missing stays missing, and
 * null or blank text becomes null. `options` are those of a `choice`.
 */
export function convert(type: ConvertType, value: Value, options: readonly string[] = []): Converted {
  return convertScalar(converts[type], value, options)
}

/** Turns what a load's expression found into the load field's type, by the same rules as `convert`. */
export function convertFact(type: FactType, value: Value): Converted {
  return type === 'list' ? toList(value) : convertScalar(factConverts[type], value, [])
}

/** The same for whoever maps: a problem names the way out as well. */
export function forMapping(found: Converted): Converted {
  return 'problem' in found && found.mapping ? { problem: `${found.problem}; ${found.mapping}` } : found
}

function convertScalar(apply: Convert, value: Value, options: readonly string[]): Converted {
  if (value === undefined || value === null) return { value }
  if (typeof value === 'string') {
    const text = cleanText(value)
    return text === '' ? { value: null } : apply(text, options)
  }
  if (typeof value !== 'object') return apply(value, options)
  const mapping = isObject(value) ? 'choose one of its properties' : 'choose one element, or use join'
  return { problem: `${show(value)} does not fit into one value`, mapping }
}

function toText(value: Scalar, most: number): Converted {
  const text = typeof value === 'number' ? numberText(value) : String(value)
  if (text === undefined) return inexact(value)
  const length = text.length <= most ? text.length : Array.from(text).length
  return length <= most
    ? { value: text }
    : { problem: `${show(text)} has ${length} characters; at most ${most} fit` }
}

function toEmail(value: Scalar): Converted {
  if (typeof value === 'string' && value.length <= 254 && emailPattern.test(value)) return { value }
  return { problem: `${show(value)} is no e-mail address; one looks like name@example.com` }
}

function toInteger(value: Scalar): Converted {
  const converted = toNumber(value)
  if (!('value' in converted) || Number.isInteger(converted.value)) return converted
  return { problem: `${show(value)} is no whole number`, mapping: 'use a decimal field' }
}

function toNumber(value: Scalar): Converted {
  if (typeof value === 'boolean') return { problem: `${show(value)} is no number` }
  const number = typeof value === 'number' ? value : readNumber(value)
  if (number !== undefined && isExact(number)) return { value: number === 0 ? 0 : number }
  if (typeof value === 'number' || /^-?[1-9]\d{15,}$/.test(value)) return inexact(value)
  const problem = `${show(value)} is no number written plainly, such as 12, -8 or 5.5`
  return { problem, mapping: 'keep it as text' }
}

function inexact(value: Scalar): Converted {
  const mapping = typeof value === 'string' ? 'keep it in a text field' : 'have the vendor send it as text'
  return { problem: `${show(value)} is too large to be kept exactly`, mapping }
}

function toBoolean(value: Scalar): Converted {
  if (typeof value === 'boolean') return { value }
  if (value === 'true' || value === 'false') return { value: value === 'true' }
  return {
    problem: `${show(value)} is neither true nor false`,
    mapping: 'say what it means with map(…, true, …, false)',
  }
}

function toDate(value: Scalar): Converted {
  const iso = typeof value === 'string' ? readIso(value) : undefined
  if (iso === undefined) return noDate(value, 'such as 2026-01-31')
  if (iso.length === 10) return { value: iso }
  if (iso.endsWith('T00:00:00.000Z')) return { value: iso.slice(0, 10) }
  const problem = `${show(value)} has a time of day that a date would lose`
  return { problem, mapping: 'use a date and time field' }
}

function toDatetime(value: Scalar): Converted {
  const iso = typeof value === 'string' ? readIso(value) : undefined
  if (iso === undefined)
    return noDate(value, 'such as 2026-01-31, or its time has no offset, such as 10:30+02:00')
  return { value: iso.length === 10 ? `${iso}T00:00:00.000Z` : iso }
}

function noDate(value: Scalar, such: string): Converted {
  const mapping =
    typeof value === 'number'
      ? 'use epoch("s"), epoch("ms") or epoch("day")'
      : 'use date with its format, such as date("DD.MM.YYYY")'
  return { problem: `${show(value)} is no ISO 8601 date, ${such}`, mapping }
}

function toChoice(value: Scalar, options: readonly string[]): Converted {
  const text = typeof value === 'number' ? numberText(value) : String(value)
  if (text === undefined) return inexact(value)
  const key = cleanText(text).toLowerCase()
  const option =
    options.find((one) => one === text) ?? options.find((one) => cleanText(one).toLowerCase() === key)
  if (option !== undefined) return { value: option }
  const near = nearest(text, options)
  const wayOut = near === undefined ? `they are ${shorten(options.join(', '))}` : `did you mean "${near}"?`
  return { problem: `${show(value)} is none of the options; ${wayOut}` }
}

function toList(value: Value): Converted {
  if (value === undefined || value === null) return { value }
  if (Array.isArray(value))
    return { value: value.map((element) => (typeof element === 'string' ? cleanText(element) : element)) }
  if (typeof value === 'string' && cleanText(value) === '') return { value: null }
  return { problem: `${show(value)} is no list`, mapping: 'use the pipe "list"' }
}
