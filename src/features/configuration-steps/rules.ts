import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Right } from '../../kit/rights.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import type { Act } from '../activity/rules.ts'
import type { ConfigurationPlan, Files } from '../configuration/schema.ts'

/** What files say, with everything filled in. */
export type Wanted = z.output<typeof Files>
export type Noun = keyof Wanted
export type Change = z.output<typeof ConfigurationPlan>['steps'][number]['changes'][number]

/** The order in which things are made and changed; deleting goes the other way. */
export const nouns = [
  'fields',
  'roles',
  'accounts',
  'credentials',
  'integrations',
  'orders',
  'webhooks',
] as const satisfies readonly Noun[]

/** Who may see, or change, what files of a noun tell of. */
export const rightOf = (noun: Noun, verb: 'read' | 'write'): Right =>
  noun === 'orders' ? (verb === 'read' ? 'integrations:read' : 'fields:write') : `${noun}:${verb}`

/** Something that is there, as a file would say it. */
export interface There<N extends Noun = Noun> {
  readonly id: string
  readonly file: Wanted[N][number]
}

/** Everything that is there. */
export type Standing = { readonly [N in Noun]: readonly There<N>[] }

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

/** What differs between what is there and what files say. Throws `input.invalid` for what cannot be changed. */
export function compare(there: Standing, wanted: Wanted, prune: boolean): Step[] {
  const problems: Problem[] = []
  const ranks = finalOrder(there, wanted)
  const fields = wanted.fields.map((file) => ({ ...file, order: ranks.indexOf(file.key) + 1 }))
  const said = { ...wanted, fields }
  const paired = nouns.map((noun) => pairUp({ noun, there: there[noun], wanted: said[noun] }, problems))
  if (problems.length > 0) throw invalid(problems)
  const left = prune ? leftOver(there, wanted).filter((one) => whyKept(one, there, wanted) === undefined) : []
  return [...paired.flatMap(({ steps }) => steps), ...left.toReversed().map(deletion)]
}

/** The keys of the customer's fields in the order that their files wish; those without a wish stay where they are. */
export function finalOrder(there: Standing, wanted: Wanted): string[] {
  const last = 1000
  const orders = new Map(there.fields.map(({ file }) => [file.key, file.order ?? last]))
  for (const { key, order } of wanted.fields) orders.set(key, order ?? orders.get(key) ?? last)
  return [...orders].sort(([, a], [, b]) => a - b).map(([key]) => key)
}

type LeftOver = There & { readonly noun: Noun }

function leftOver(there: Standing, wanted: Wanted): LeftOver[] {
  return nouns.flatMap((noun) => pairUp({ noun, there: there[noun], wanted: wanted[noun] }, []).left)
}

/** What no file tells of, and why it stays. */
export const keptOf = (there: Standing, wanted: Wanted, prune: boolean) =>
  leftOver(there, wanted).flatMap((one) => {
    const why = whyKept(one, there, wanted) ?? (prune ? undefined : 'no file tells of it; --prune deletes it')
    return why === undefined ? [] : [{ noun: one.noun, name: nameOf(one.file), message: why }]
  })

function whyKept({ noun, file }: LeftOver, there: Standing, wanted: Wanted): string | undefined {
  if (noun === 'fields') return 'no file tells of it; fields stay, because people have values in them'
  if (noun === 'accounts') return 'no file tells of it; an account goes with muster accounts remove'
  if (noun !== 'credentials') return undefined
  const named = new Set(wanted.integrations.map(({ name }) => identity(name)))
  const staying = there.integrations.map((one) => one.file).filter(({ name }) => named.has(identity(name)))
  const user = [...staying, ...wanted.integrations].find(
    ({ credential }) => credential !== null && identity(credential) === identity(nameOf(file)),
  )
  return user && `no file tells of it; it stays, because "${user.name}" uses it`
}

interface Paired {
  readonly steps: readonly Step[]
  readonly left: readonly LeftOver[]
}

interface Pairing {
  readonly noun: Noun
  readonly there: readonly There[]
  readonly wanted: readonly AnyFile[]
}

type AnyFile = Wanted[Noun][number]

function nameOf(file: AnyFile): string {
  if ('key' in file) return file.key
  if ('field' in file) return file.field
  return 'email' in file ? file.email : file.name
}
export const identity = (name: string): string => name.toLowerCase()

function pairUp({ noun, there, wanted }: Pairing, problems: Problem[]): Paired {
  const known = new Map(there.map((one) => [identity(nameOf(one.file)), one]))
  const used = new Set<There>()
  const names = new Set<string>()
  const steps = wanted.flatMap((file, at): Step[] => {
    const refuse = (field: string, message: string) =>
      problems.push({ field: `${noun}.${at}.${field}`, message })
    const name = nameOf(file)
    if (names.has(identity(name))) refuse('key' in file ? 'key' : 'name', 'is that of another file, too')
    names.add(identity(name))
    const before = find(known, file, refuse)
    if (before === undefined)
      return [{ noun, verb: 'create', name, was: null, changes: contents(file), id: undefined, at }]
    used.add(before)
    const changes = differences(plain(before.file), plain(meant(before.file, file)))
    for (const { path } of changes) if (isFixed(noun, path)) refuse(path, fixed[noun] ?? '')
    const old = nameOf(before.file)
    const step = {
      noun,
      verb: 'change',
      name,
      was: old === name ? null : old,
      changes,
      id: before.id,
      at,
    } as const
    return changes.length === 0 ? [] : [step]
  })
  return { steps, left: there.filter((one) => !used.has(one)).map((one) => ({ ...one, noun })) }
}

function find(
  known: ReadonlyMap<string, There>,
  file: AnyFile,
  refuse: (field: string, message: string) => void,
): There | undefined {
  const own = known.get(identity(nameOf(file)))
  const old = 'was' in file && file.was !== undefined ? known.get(identity(file.was)) : undefined
  if (own && old && own !== old)
    refuse(
      'was',
      `there are both "${nameOf(own.file)}" and "${nameOf(old.file)}"; leave out "was", or delete one`,
    )
  return own ?? old
}

/** A file with what it does not say and stays as it is. */
function meant(before: AnyFile, file: AnyFile): object {
  const said = defined(file)
  if ('settings' in before && 'settings' in file)
    return {
      ...said,
      origins: before.origins,
      settings: { ...before.settings, ...file.settings },
    }
  if ('selection' in before) return { selection: before.selection, schedule: before.schedule, ...said }
  return said
}

/** What a new thing is, without what it leaves empty. */
const contents = (file: AnyFile): Change[] =>
  differences({}, plain(defined(file))).filter(({ after }) => !isBlank(after))

const isBlank = (value: Json): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

const defined = ({ ...file }: AnyFile): object =>
  Object.fromEntries(Object.entries(file).filter(([key, value]) => key !== 'was' && value !== undefined))

const fixed: Readonly<Partial<Record<Noun, string>>> = {
  fields: 'cannot be changed; make another field',
  credentials: 'cannot be changed; make another credential',
  integrations: 'cannot be changed; make another integration',
}
const fixedPaths: Readonly<Partial<Record<Noun, readonly string[]>>> = {
  fields: ['type', 'unique'],
  credentials: ['connector'],
  integrations: ['connector', 'load'],
}
const isFixed = (noun: Noun, path: string): boolean => fixedPaths[noun]?.includes(path) ?? false

const deletion = ({ noun, file, id }: LeftOver): Step => ({
  noun,
  verb: 'delete',
  name: nameOf(file),
  was: null,
  changes: [],
  id,
  at: -1,
})

/** As JSON: without what is undefined. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value))

/** Every place at which two values differ; entries of a mapping by their target, whatever their order. */
function differences(before: Json, after: Json, path: readonly string[] = []): Change[] {
  // What was not there at all is told part by part, too.
  const [a, b] = [parts(before ?? {}), parts(after ?? {})]
  if (!a || !b || (before === null && after === null))
    return isDeepStrictEqual(before, after) ? [] : [{ path: path.join('.'), before, after }]
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].flatMap((key) => differences(a[key] ?? null, b[key] ?? null, [...path, key]))
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
  roles: { act: 'role', prefix: undefined },
  accounts: { act: 'account', prefix: 'acc' },
  credentials: { act: 'credential', prefix: 'cre' },
  integrations: { act: 'integration', prefix: 'int' },
  orders: { act: 'field', prefix: undefined },
  webhooks: { act: 'webhook', prefix: 'whk' },
} as const

/** A step as activity tells of it: like the same edit by hand. */
export function actOf({ noun, verb, name, id, changes }: Step): Act {
  const { act, prefix } = kinds[noun]
  return {
    act: noun === 'orders' ? 'field.order-proposed' : `${act}.${acts[verb]}`,
    thing: { id: prefix && id !== undefined ? publicId(prefix, id) : name, name },
    changes: Object.fromEntries(changes.map(({ path, before, after }) => [path, [before, after]])),
  }
}
