import type { Field } from '../../directory/field.ts'
import { objects } from '../../directory/object.ts'
import { compile, compilePipes } from '../../lib/expression.ts'
import type { MappingEntry } from './configuration.ts'
import { entryReader } from './entry-value.ts'
import { expressionProblem } from './expression-problem.ts'
import type { Facts } from './facts.ts'
import type { SourceField } from './load-fields.ts'
import { canFit } from './type-fit.ts'

/** Why this entry can never write to this field, as far as that can be known without a record. */
export function entryProblem(
  entry: MappingEntry,
  target: Field,
  sources: ReadonlyMap<string, SourceField>,
): string | undefined {
  const { source, pipes } = entry
  const broken = pipes === undefined ? undefined : expressionProblem(() => compilePipes(pipes))
  if (broken !== undefined) return `${target.label}, pipes: ${broken}`
  switch (source.kind) {
    case 'field':
      return fieldProblem(source.field, { target, pipes, sources })
    case 'constant':
      return constantProblem(entry, target)
    case 'custom':
      return customProblem(source.expression, entry, target)
  }
}

interface FieldUse {
  readonly target: Field
  readonly pipes: string | undefined
  readonly sources: ReadonlyMap<string, SourceField>
}

function fieldProblem(key: string, { target, pipes, sources }: FieldUse): string | undefined {
  const source = sources.get(key)
  if (!source) return `${target.label}: the load has no field "${key}"; choose another`
  if (source.volatile && target.unique) return sameForAll(target)
  // What pipes make of a value shows only on the record.
  if (pipes !== undefined || canFit(source.type, target.type)) return undefined
  return `${source.label}, a ${source.type}, can never become ${target.label}, a ${target.type}; choose another field or add a pipe`
}

function customProblem(expression: string, entry: MappingEntry, target: Field): string | undefined {
  const broken = expressionProblem(() => compile(expression))
  if (broken !== undefined) return `${target.label}: ${broken}`
  return compile(expression).roots.length === 0 ? constantProblem(entry, target) : undefined
}

const noFacts: Facts = {
  id: undefined,
  fields: {},
  account: { role: undefined, active: undefined, removed: undefined, lastActiveAt: undefined },
  software: undefined,
  problems: {},
}

/** A constant can be tried right now. */
function constantProblem(entry: MappingEntry, target: Field): string | undefined {
  if (target.unique) return sameForAll(target)
  const found = entryReader(entry, target)(noFacts, {})
  if ('problem' in found) return `${target.label}: ${found.problem}`
  return found.value === undefined || found.value === null
    ? `${target.label}: the constant is empty; enter a value or remove the mapping`
    : undefined
}

function sameForAll({ label, object }: Field): string {
  return `${label} tells ${objects[object].many} apart, and this gives all of them the same; choose a field of the load`
}
