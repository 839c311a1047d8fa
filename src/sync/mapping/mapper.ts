import { type Field, isQuiet } from '../../directory/field.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import type { Json, JsonObject } from '../../lib/value.ts'
import type { Mapping, MappingEntry } from './configuration.ts'
import { type MappingContext, targetFields } from './context.ts'
import { entryReader, type ReadEntry } from './entry-value.ts'
import type { Facts } from './facts.ts'
import { loadFields } from './load-fields.ts'
import { mappingProblems } from './rules.ts'

/**
 * A record in our fields, or every reason why it cannot be. A key that is absent is *missing*, `null` is
 * *present but empty*.
 */
export type Mapped = Row | Unmapped

/** What is wrong with a record, beside what of it could be mapped. */
interface Unmapped extends Pick<Row, 'row' | 'keys'> {
  readonly problems: readonly Problem[]
}

export interface Row {
  /** What is written. */
  readonly row: JsonObject
  /** Sync keys that find a person and are not written; null when the mapping has none. */
  readonly keys: JsonObject | null
  /** What differs in every run: outside every hash, written only with another change. Null when the mapping has none. */
  readonly volatile: JsonObject | null
}

type Place = keyof Row

interface Column {
  readonly key: string
  readonly label: string
  readonly place: Place
  readonly read: ReadEntry
}

/**
 * Makes the function that turns facts into a row; an expression of the customer sees the raw record. The
 * facts must hold what `fieldsNeeded` names. Throws `input.invalid` with the problems of `mappingProblems`.
 */
export function mapper(mapping: Mapping, context: MappingContext): (facts: Facts, record: Json) => Mapped {
  const mistakes = mappingProblems(mapping, context)
  if (mistakes.length > 0) throw invalid(mistakes)
  const columns = columnsOf(mapping, context)
  const has = (place: Place) => columns.some((column) => column.place === place)
  const [hasKeys, hasVolatile] = [has('keys'), has('volatile')]

  return (facts, record) => {
    const values: Record<Place, Record<string, Json>> = { row: {}, keys: {}, volatile: {} }
    const problems: Problem[] = []
    for (const { key, label, place, read } of columns) {
      const found = read(facts, record)
      if ('problem' in found) problems.push({ field: label, message: found.problem })
      else if (found.value !== undefined) values[place][key] = found.value
    }
    const { row, keys } = { row: values.row, keys: hasKeys ? values.keys : null }
    if (problems.length > 0) return { row, keys, problems }
    return { row, keys, volatile: hasVolatile ? values.volatile : null }
  }
}

function columnsOf(mapping: Mapping, context: MappingContext): readonly Column[] {
  const targets = targetFields(context)
  const finders = new Set(mapping.syncKeys.filter((key) => !key.update).map((key) => key.field))
  const sources = loadFields(context.load, mapping.customFields)
  const moving = new Set(sources.filter(({ volatile }) => volatile).map((source) => source.key))
  return mapping.entries.flatMap((entry) => {
    const target = targets.get(entry.target)
    if (!target) return []
    const { key, label } = target
    const place = placeOf(entry, { target, finders, moving })
    return [{ key, label, place, read: entryReader(entry, target) }]
  })
}

interface Apart {
  readonly target: Field
  readonly finders: ReadonlySet<string>
  readonly moving: ReadonlySet<string>
}

function placeOf({ source }: MappingEntry, { target, finders, moving }: Apart): Place {
  if (finders.has(target.key)) return 'keys'
  if (isQuiet(target)) return 'volatile'
  return source.kind === 'field' && moving.has(source.field) ? 'volatile' : 'row'
}
