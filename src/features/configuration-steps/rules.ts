import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { SourceOrders } from '../../directory/source-order.ts'
import { AppError, invalid, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import type { Act } from '../activity/rules.ts'
import { identity, type Noun, type Standing, type Wanted } from '../configuration/rules.ts'

/** One place at which what is there becomes another. */
interface Change {
  readonly path: string
  readonly before: Json
  readonly after: Json
}

/** One thing to do. */
export interface Step {
  readonly noun: Noun
  readonly verb: 'create' | 'change' | 'delete'
  readonly name: string
  readonly was: string | null
  readonly changes: readonly Change[]
  /** Of what is there already. */
  readonly id: string | undefined
  /** Its place in what was sent, so that a problem can be told at its place. */
  readonly at: number
}

/** Every place at which two things differ; entries of a mapping by their target, whatever their order. */
export const differences = (before: object, after: object): Change[] =>
  between(plain(before), plain(after), [])

/** What a new thing is, without what it leaves empty. */
export const contents = (file: object): Change[] =>
  differences({}, file).filter(({ after }) => !isBlank(after))

const isBlank = (value: Json): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** As JSON: without what is undefined, or what a file says only to rename. */
function plain(file: object): JsonObject {
  const { was: _, ...said }: JsonObject = JSON.parse(JSON.stringify(file))
  return said
}

function between(before: Json, after: Json, path: readonly string[]): Change[] {
  // What was not there at all is told part by part, too.
  const [a, b] = [parts(before ?? {}), parts(after ?? {})]
  if (!a || !b || (before === null && after === null))
    return isDeepStrictEqual(before, after) ? [] : [{ path: path.join('.'), before, after }]
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].flatMap((key) => between(a[key] ?? null, b[key] ?? null, [...path, key]))
}

function parts(value: Json): JsonObject | undefined {
  if (isObject(value)) return 'kind' in value || 'combine' in value || 'operator' in value ? undefined : value
  if (!Array.isArray(value)) return undefined
  const targets = value.map((item: Json) => (isObject(item) ? item.target : undefined))
  if (!targets.every((target) => typeof target === 'string')) return undefined
  return Object.fromEntries(value.map((item: JsonObject) => [String(item.target), withoutTarget(item)]))
}

const withoutTarget = ({ target: _, ...rest }: JsonObject): JsonObject => rest

/** Two plans of one digest do the same. */
export const digestOf = (steps: readonly Step[]): string =>
  createHash('sha256')
    .update(JSON.stringify(steps.map(present)))
    .digest('hex')

/** A step as it is shown. */
export const present = ({ noun, verb, name, was, changes }: Step) => ({
  noun,
  verb,
  name,
  was,
  changes: [...changes],
})

const acts = { create: 'made', change: 'edited', delete: 'deleted' } as const
const kinds = {
  fields: { act: 'field', prefix: undefined },
  layouts: { act: 'field', prefix: undefined },
  roles: { act: 'role', prefix: undefined },
  accounts: { act: 'account', prefix: 'acc' },
  credentials: { act: 'credential', prefix: 'cre' },
  integrations: { act: 'integration', prefix: 'int' },
  orders: { act: 'field', prefix: undefined },
  webhooks: { act: 'webhook', prefix: 'whk' },
} as const

/** What putting something in order is called. */
const ordering: Readonly<Partial<Record<Noun, string>>> = {
  layouts: 'field.ordered',
  orders: 'field.order-proposed',
}

/** A step as activity tells of it: like the same edit by hand. */
export function actOf({ noun, verb, name, id, changes }: Step): Act {
  const { act, prefix } = kinds[noun]
  return {
    act: ordering[noun] ?? `${act}.${acts[verb]}`,
    thing: { id: prefix && id !== undefined ? publicId(prefix, id) : name, name },
    changes: Object.fromEntries(changes.map(({ path, before, after }) => [path, [before, after]])),
  }
}

/** A fault of one step says of what it is: at the place in the files where there is one. */
export function atItsPlace(error: unknown, { noun, at, name }: Step): unknown {
  if (!(error instanceof AppError)) return error
  const { problems } = error.detail
  if (error.code !== 'input.invalid' || !Array.isArray(problems))
    return new AppError(error.code, `${noun}, "${name}": ${error.message}`, error.detail, error.cause)
  // Only `invalid` puts problems there.
  return invalid(
    (problems as Problem[]).map(({ field, message }) => ({ field: placeOf(noun, at, field), message })),
  )
}

const placeOf = (noun: Noun, at: number, field: string): string =>
  `${noun}.${at}.${field
    .replace(/^credentialId/, 'credential')
    .replace(/^id$/, 'key')
    .replace(/\[(\d+)\]/g, '.$1')}`

/** The keys of the customer's fields in the order that their files wish; those without a wish stay where they are. */
export function fieldOrder(there: Standing, wanted: Wanted): string[] {
  const last = 1000
  const core = new Set(there.fields.flatMap(({ file }) => (file.type === undefined ? file.key : [])))
  const orders = new Map(there.fields.map(({ file }) => [file.key, file.order ?? last]))
  for (const { key, order } of wanted.fields) orders.set(key, order ?? orders.get(key) ?? last)
  const own = [...orders].sort(([, a], [, b]) => a - b).flatMap(([key]) => (core.has(key) ? [] : key))
  return wanted.layouts.reduce(arranged, own)
}

/** Keys in another order: those of a layout in the places that they have among all, the others where they are. */
export function arranged(
  keys: readonly string[],
  { fields }: Pick<Wanted['layouts'][number], 'fields'>,
): string[] {
  const known = new Set(keys)
  const wished = new Set(fields.filter((key) => known.has(key)))
  const next = wished.values()
  return keys.map((key) => (wished.has(key) ? (next.next().value ?? key) : key))
}

/** What orders of sources can name: ids of fields, and of integrations by their names in lower case. */
interface Nameable {
  readonly fields: ReadonlySet<string>
  readonly integrations: ReadonlyMap<string, string>
}

/** The orders of sources that steps want. Throws `input.invalid` at the place of what is not there. */
export function ordersWanted(
  steps: readonly Step[],
  { orders }: Pick<Wanted, 'orders'>,
  { fields, integrations: ids }: Nameable,
): SourceOrders {
  const ordering = steps.filter(({ noun }) => noun === 'orders')
  const problems: Problem[] = ordering
    .filter(({ name }) => !fields.has(name))
    .map(({ name, at }) => ({ field: `orders.${at}.field`, message: `there is no field "${name}"` }))
  const idOf = (name: string, field: string): string => {
    const id = ids.get(identity(name))
    if (id === undefined) problems.push({ field, message: `there is no integration "${name}"` })
    return id ?? ''
  }
  const wanted = ordering.map(({ name, at }) => [
    name,
    (orders[at]?.sources ?? []).map((source, place) => idOf(source, `orders.${at}.sources.${place}`)),
  ])
  if (problems.length > 0) throw invalid(problems)
  return Object.fromEntries(wanted)
}

/** The top-level keys that a step changes, with their values. */
export function changed<T extends object>({ changes }: Step, file: T): Partial<T> {
  const keys = new Set(changes.map(({ path }) => path.split('.', 1)[0]))
  // Filtered by key, each value stays what it was.
  return Object.fromEntries(Object.entries(file).filter(([key]) => keys.has(key))) as Partial<T>
}
