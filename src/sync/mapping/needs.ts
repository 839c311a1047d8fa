import type { Load } from '../../connect/manifest.ts'
import { type Condition, rulesOf } from '../../lib/condition/condition.ts'
import { compile } from '../../lib/expression.ts'
import type { Mapping } from './configuration.ts'
import { withCustomFields } from './load-fields.ts'

/** The load's fields that mapping and conditions read: what a describer has to look up. */
export function fieldsNeeded(mapping: Mapping, condition?: Condition): readonly string[] {
  const mapped = mapping.entries.flatMap(({ source }) => (source.kind === 'field' ? [source.field] : []))
  const asked = condition ? rulesOf(condition).map((rule) => rule.field) : []
  return [...new Set([...mapped, ...asked])]
}

/** The properties of a record that mapping and conditions read: what the vendor has to be asked for. Throws `expression.invalid`. */
export function rootsNeeded(load: Load, mapping: Mapping, condition?: Condition): readonly string[] {
  const paths = new Map(Object.entries(withCustomFields(load, mapping.customFields).fields))
  const fromFields = fieldsNeeded(mapping, condition).flatMap((key) => paths.get(key)?.from ?? [])
  const custom = mapping.entries.flatMap(({ source }) =>
    source.kind === 'custom' ? [source.expression] : [],
  )
  return [...new Set([...fromFields, ...custom].flatMap((source) => compile(source).roots))]
}
