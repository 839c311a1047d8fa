import type { AccountSpec, Load, LoadFieldType } from '../../connect/manifest.ts'
import { type Converted, convertFact, forMapping } from '../../lib/convert.ts'
import { AppError } from '../../lib/errors.ts'
import { compile } from '../../lib/expression.ts'
import { PipeError } from '../../lib/pipe-error.ts'
import type { Json, Value } from '../../lib/value.ts'
import type { CustomFields } from './configuration.ts'
import { connectFields, type Origin, withCustomFields } from './load-fields.ts'
import { type SoftwareFact, softwareReader } from './software-facts.ts'

/** A vendor's record in our words. In all of it `undefined` is *the vendor did not say*, `null` is *it said: none*. */
export interface Facts {
  /** The vendor's id; a record without one can only fail. */
  readonly id: string | undefined
  /** By field key: those that were asked for. */
  readonly fields: Readonly<Record<string, Value>>
  /** Of a device all of it is missing. */
  readonly account: AccountFacts
  /** What is on a device; missing as well where only hardware is loaded. */
  readonly software: readonly SoftwareFact[] | undefined
  /** Why a fact could not be read, by field key (`id`, `software`, `account.role` … among them); it concerns only those who use it. */
  readonly problems: Readonly<Record<string, string>>
}

/** What a record says of the SaaS account it stands for. */
export interface AccountFacts {
  readonly role: string | null | undefined
  /** Never true for a removed account. */
  readonly active: boolean | null | undefined
  readonly removed: boolean | null | undefined
  /** ISO 8601, UTC. */
  readonly lastActiveAt: string | null | undefined
}

export interface Wanted {
  readonly origin: Origin
  readonly customFields?: CustomFields | undefined
  /** The keys to read; every field when left out. */
  readonly fields?: readonly string[]
}

/**
 * Makes the function that turns a record of this load into facts. It is called for every record of a
 * list, so expressions are compiled here, once. Throws `expression.invalid`, and `not.found` for an unknown field.
 */
export function describer(load: Load, { origin, customFields, fields }: Wanted): (record: Json) => Facts {
  const readers = fieldReaders(withCustomFields(load, customFields), origin)
  const wanted = [...new Set(fields ?? readers.keys())].map((key) => [key, pick(readers, key)] as const)
  const readId = reader(load.id, 'text')
  const describeAccount = accountDescriber(load.of === 'users' ? load.account : {})
  const describeSoftware = softwareDescriber(load)

  return (record) => {
    const notes: Notes = { problems: none }
    const values: Record<string, Value> = {}
    for (const [key, read] of wanted) values[key] = keep(notes, key, read(record))
    const id = keep(notes, 'id', readId(record))
    const account = describeAccount(record, notes)
    const software = describeSoftware(record, notes)
    return { id: textOf(id) ?? undefined, fields: values, account, software, problems: notes.problems }
  }
}

/** Reads one fact of a record. */
type Reader = (record: Json) => Converted

interface Notes {
  problems: Facts['problems']
}

const none: Facts['problems'] = Object.freeze({})

function keep(notes: Notes, key: string, fact: Converted): Value {
  if (!('problem' in fact)) return fact.value
  notes.problems = { ...notes.problems, [key]: fact.problem }
  return undefined
}

function fieldReaders(load: Load, origin: Origin): ReadonlyMap<string, Reader> {
  const theirs = Object.entries(load.fields).map(
    ([key, { from, type }]) => [key, reader(from, type)] as const,
  )
  const ours = connectFields.map(({ key, part }) => [key, () => ({ value: origin[part] })] as const)
  return new Map<string, Reader>([...theirs, ...ours])
}

function pick(readers: ReadonlyMap<string, Reader>, key: string): Reader {
  const found = readers.get(key)
  if (!found)
    throw new AppError('not.found', `The load has no field "${key}"; choose another in mapping or conditions`)
  return found
}

function reader(from: string, type: LoadFieldType): Reader {
  const expression = compile(from)
  return (record) => {
    try {
      return forMapping(convertFact(type, expression.evaluate(record)))
    } catch (error) {
      if (error instanceof PipeError) return { problem: error.message }
      throw error
    }
  }
}

function accountDescriber(spec: AccountSpec): (record: Json, notes: Notes) => AccountFacts {
  const readRole = optionalReader(spec.role, 'text')
  const readActive = optionalReader(spec.active, 'boolean')
  const readRemoved = optionalReader(spec.removed, 'boolean')
  const readLastActive = optionalReader(spec.lastActiveAt, 'datetime')
  return (record, notes) => {
    const removed = flagOf(keep(notes, 'account.removed', readRemoved(record)))
    const active = flagOf(keep(notes, 'account.active', readActive(record)))
    return {
      role: textOf(keep(notes, 'account.role', readRole(record))),
      active: removed === true ? false : active,
      removed,
      lastActiveAt: textOf(keep(notes, 'account.lastActiveAt', readLastActive(record))),
    }
  }
}

function softwareDescriber(load: Load): (record: Json, notes: Notes) => Facts['software'] {
  if (load.of !== 'devices' || !load.software) return () => undefined
  const read = softwareReader(load.software)
  return (record, notes) => {
    const found = read(record)
    if ('value' in found) return found.value
    notes.problems = { ...notes.problems, software: found.problem }
    return undefined
  }
}

function optionalReader(from: string | undefined, type: LoadFieldType): Reader {
  return from === undefined ? () => missing : reader(from, type)
}

const missing: Converted = { value: undefined }

function textOf(value: Value): string | null | undefined {
  return typeof value === 'string' || value === null ? value : undefined
}

function flagOf(value: Value): boolean | null | undefined {
  return typeof value === 'boolean' || value === null ? value : undefined
}
