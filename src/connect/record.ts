import { isObject, type Json, type JsonObject, type Value } from '../lib/value.ts'
import type { Load } from './manifest.ts'
import { readPath } from './path.ts'

/** Where a record was found, both counted from 1. */
export interface Place {
  readonly page: number
  readonly position: number
}

/** A record that can be worked with, by the vendor's id of it; or why not, under a label a person recognises. */
export type Judged =
  | { readonly id: string }
  | {
      readonly problem: string
      readonly label: string
      readonly knownId?: string
      /** That it is an object of a bearable size and depth, so that it can be shown. */
      readonly isSound?: true
    }

const limits = { idLength: 256, depth: 64, keys: 500, textBytes: 64 * 1024 }

/** Judges one record before anything else touches it. */
export function judgeRecord(record: Json, load: Load, place: Place): Judged {
  if (!isObject(record))
    return { problem: `is ${kindOf(record)}, not an object`, label: labelOf(undefined, place) }
  const id = idIn(record, load)
  const misshapen = shapeProblem(record)
  const problem = idProblem(id, load.id) ?? misshapen
  if (problem === undefined && typeof id === 'string') return { id }
  const named = idProblem(id, load.id) === undefined && typeof id === 'string' ? { knownId: id } : {}
  const sound = misshapen === undefined ? { isSound: true as const } : {}
  return { problem: problem ?? `has no ${load.id}`, label: labelOf(id, place), ...named, ...sound }
}

/** The vendor's id if the record has a usable one: the cheap half of `judgeRecord`. */
export function recordId(record: Json, load: Load): string | undefined {
  const id = isObject(record) ? idIn(record, load) : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** A number that is not whole, or too large to have arrived as it was sent, tells nobody from others. */
function idIn(record: JsonObject, { id, numbered }: Load): unknown {
  const found = readPath(record, id)
  return numbered && Number.isSafeInteger(found) ? String(found) : found
}

/**
 * What is kept of a record, and all that mappings and conditions may see: everything the vendor sent but the
 * properties that the load denies, what it does not want of objects in lists, and a `__proto__`, which would turn into
 * something else when read carelessly.
 */
export function keptRecord(sent: JsonObject, load: Load): JsonObject {
  const record = load.keep ? { ...sent, ...keptLists(sent, load.keep) } : sent
  const isDropped = (name: string) => name === '__proto__' || load.deny.includes(name)
  // Most records hold nothing to drop and need no copy.
  const drops = Object.hasOwn(record, '__proto__') || load.deny.some((name) => Object.hasOwn(record, name))
  return drops ? Object.fromEntries(Object.entries(record).filter(([name]) => !isDropped(name))) : record
}

function keptLists(record: JsonObject, keep: NonNullable<Load['keep']>): JsonObject {
  const lists = Object.entries(keep).flatMap(([name, wanted]): [string, Json][] => {
    const list = Object.hasOwn(record, name) ? record[name] : undefined
    return Array.isArray(list) ? [[name, list.map((item: Json) => keptItem(item, wanted))]] : []
  })
  return Object.fromEntries(lists)
}

const keptItem = (item: Json, wanted: readonly string[]): Json =>
  isObject(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => wanted.includes(name))) : item

function idProblem(id: unknown, name: string): string | undefined {
  if (id === undefined || id === null || id === '') return `has no ${name}`
  if (typeof id !== 'string') return `has a ${name} that is ${kindOf(id)}, not a text`
  if (id.trim() === '') return `has no ${name}`
  if (id.length > limits.idLength) return `has a ${name} of more than ${limits.idLength} characters`
  // PostgreSQL stores neither NUL nor half a surrogate pair in a text.
  if (hasControls(id) || !id.isWellFormed()) return `has a ${name} with characters that cannot be shown`
  return undefined
}

/** `name` is the record's own property that a value belongs to. The depth is the sender's choice, and ends here where it is too much. */
function shapeProblem(value: JsonObject | readonly Json[], name = '', depth = 1): string | undefined {
  if (depth > limits.depth) return `is nested more than ${limits.depth} levels deep at ${shown(name)}`
  return isObject(value) ? objectProblem(value, name, depth) : firstProblem(value, name, depth)
}

function objectProblem(object: JsonObject, name: string, depth: number): string | undefined {
  let keys = 0
  // Every record comes by here: a list of its keys would cost more than looking at them.
  for (const key in object) {
    if (++keys > limits.keys) return `has more than ${limits.keys} properties${name && ` in ${shown(name)}`}`
    const problem = innerProblem(object[key], name || key, depth)
    if (problem !== undefined) return problem
  }
  return undefined
}

function firstProblem(list: readonly Json[], name: string, depth: number): string | undefined {
  for (const item of list) {
    const problem = innerProblem(item, name, depth)
    if (problem !== undefined) return problem
  }
  return undefined
}

function innerProblem(value: Value, name: string, depth: number): string | undefined {
  if (typeof value === 'string')
    return isLong(value) ? `has more than 64 KiB of text in ${shown(name)}` : undefined
  return typeof value === 'object' && value !== null ? shapeProblem(value, name, depth + 1) : undefined
}

function isLong(text: string): boolean {
  // A UTF-16 unit is at most three bytes of UTF-8, so most texts need no counting.
  return text.length * 3 > limits.textBytes && Buffer.byteLength(text) > limits.textBytes
}

function labelOf(id: unknown, { page, position }: Place): string {
  const place = `record ${position} of page ${page}`
  return typeof id === 'string' && id.trim() !== ''
    ? shown(id)
    : typeof id === 'number'
      ? `${id} (${place})`
      : place
}

function shown(text: string): string {
  const clean = text.toWellFormed().replace(/\p{Cc}/gu, '')
  return clean.length > 60 ? `${clean.slice(0, 60)}…` : clean
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}
