import type { AccountSpec, Connector, Load } from '../../connect/manifest.ts'
import { compile } from '../../lib/expression.ts'
import { PipeError } from '../../lib/pipe-error.ts'
import type { Json, JsonObject } from '../../lib/value.ts'
import type { Mapping, Source } from './configuration.ts'
import { loadFields, withCustomFields } from './load-fields.ts'

/** What the mapping or the connector reads something from: what people call it there, and the path in the record. */
export interface Origin {
  readonly label: string
  readonly path: string | null
}

/** An integration that read something; null, where it was deleted. */
interface Reader {
  readonly connector: string | null
  readonly load: string | null
  readonly mapping: JsonObject | null
  /** The record as it was sent, JSON text; null where it is not kept. */
  readonly raw: string | null
}

type Shelf = ReadonlyMap<string, Connector>

/** What the mapping reads a field of ours from. */
export function originOf(reader: Omit<Reader, 'raw'>, target: string, connectors: Shelf): Origin | undefined {
  // It was parsed by the schema when it was saved.
  const mapping = reader.mapping as unknown as Mapping | null
  const source = mapping?.entries.find((entry) => entry.target === target)?.source
  const load = loadOf(reader, connectors)
  if (!source || !load) return undefined
  if (source.kind !== 'field') return expressed(source)
  const label = loadFields(load, mapping?.customFields).find((field) => field.key === source.field)?.label
  const path = withCustomFields(load, mapping?.customFields).fields[source.field]?.from ?? null
  return { label: label ?? source.field, path }
}

const expressed = (source: Exclude<Source, { readonly kind: 'field' }>): Origin =>
  source.kind === 'custom'
    ? { label: 'Custom field', path: source.expression }
    : { label: 'Always the same', path: null }

/** The path at which the connector reads a word of the account. */
export function accountPath(reader: Reader, word: 'role' | 'active', connectors: Shelf): string | undefined {
  const load = loadOf(reader, connectors)
  if (load?.of !== 'users') return undefined
  return word === 'role' ? load.account.role : activePath(reader, load.account)
}

/** Whoever was removed is not active, whatever else is told. */
function activePath({ raw }: Reader, { active, removed }: AccountSpec): string | undefined {
  return removed !== undefined && raw !== null && readRaw(raw, removed) === true ? removed : active
}

/** By what a record found its person: 'vendor id', or the key of a sync key. */
export function finderOf(reader: Reader, foundBy: string, connectors: Shelf): Origin | undefined {
  if (foundBy === 'vendor id')
    return { label: 'Found by the id at the vendor', path: loadOf(reader, connectors)?.id ?? null }
  const origin = originOf(reader, foundBy, connectors)
  return origin && { ...origin, label: `Found by ${origin.label}` }
}

/** What stands at a path of a record, as it was sent; undefined where nothing does. */
export function readRaw(text: string, path: string): Json | undefined {
  try {
    // It was written from JSON.
    return compile(path).evaluate(JSON.parse(text) as Json)
  } catch (error) {
    if (error instanceof PipeError) return undefined
    throw error
  }
}

const loadOf = (
  { connector, load }: Pick<Reader, 'connector' | 'load'>,
  connectors: Shelf,
): Load | undefined => connectors.get(connector ?? '')?.loads[load ?? '']
