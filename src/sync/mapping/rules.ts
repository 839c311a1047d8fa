import type { Field } from '../../directory/field.ts'
import { objects } from '../../directory/object.ts'
import type { Problem } from '../../lib/errors.ts'
import type { Mapping, SyncKey } from './configuration.ts'
import { type MappingContext, targetFields } from './context.ts'
import { customFieldProblems } from './custom-field-problems.ts'
import { entryProblem } from './entry-problem.ts'
import { loadFields } from './load-fields.ts'

/**
 * What is wrong with a mapping, each problem at its place, such as `entries[2]` or `syncKeys[0]`. Empty
 * when it can be saved; whether it is complete is the question of `missingForLaunch`.
 */
export function mappingProblems(mapping: Mapping, context: MappingContext): readonly Problem[] {
  const { load, fields } = context
  const { entries, syncKeys, customFields } = mapping
  const sources = new Map(loadFields(load, customFields).map((source) => [source.key, source]))
  const targets = targetFields(context)
  const mapped = entries.map((entry) => entry.target)

  return [
    ...customFieldProblems(load, customFields),
    ...located('entries', entries, (entry, index) => {
      const target = targets.get(entry.target)
      if (!target) return noTarget(entry.target, fields)
      if (mapped.indexOf(entry.target) < index) return `${target.label} is mapped twice; keep one of the two`
      return entryProblem(entry, target, sources)
    }),
    ...located('syncKeys', syncKeys, (key, index) => {
      const target = targets.get(key.field)
      if (!target) return noTarget(key.field, fields)
      if (isRepeated(syncKeys, index)) return `${target.label} is a sync key already`
      return syncKeyProblem(target, mapped)
    }),
  ]
}

function located<T>(
  list: string,
  items: readonly T[],
  problemOf: (item: T, index: number) => string | undefined,
): readonly Problem[] {
  return items.flatMap((item, index) => {
    const message = problemOf(item, index)
    return message === undefined ? [] : [{ field: `${list}[${index}]`, message }]
  })
}

function noTarget(key: string, fields: readonly Field[]): string {
  const retired = fields.find((field) => field.key === key)
  return retired
    ? `${retired.label} is retired; choose another field or bring it back`
    : `There is no field "${key}"; choose another`
}

function isRepeated(keys: readonly SyncKey[], index: number): boolean {
  return keys.findIndex((key) => key.field === keys[index]?.field) < index
}

function syncKeyProblem(
  { object, key, label, unique }: Field,
  mapped: readonly string[],
): string | undefined {
  if (!unique)
    return `${label} does not tell ${objects[object].many} apart; choose a unique field as sync key`
  return mapped.includes(key)
    ? undefined
    : `${label} is a sync key but not mapped; map it or choose another key`
}
