import type { Field } from '../../directory/field.ts'
import { type Converted, convert, forMapping } from '../../lib/convert.ts'
import { compile, compilePipes } from '../../lib/expression.ts'
import { PipeError } from '../../lib/pipe-error.ts'
import type { Json, Value } from '../../lib/value.ts'
import type { MappingEntry, Source } from './configuration.ts'
import { roleField } from './context.ts'
import type { Facts } from './facts.ts'

/** Reads what an entry writes to its field, in the field's type. */
export type ReadEntry = (facts: Facts, record: Json) => Converted

/** Makes the reader of an entry: source, then pipes, then the field's type. Throws `expression.invalid`. */
export function entryReader({ source, pipes }: MappingEntry, target: Field): ReadEntry {
  const read = sourceReader(source)
  const change = pipes === undefined ? undefined : compilePipes(pipes)
  return (facts, record) => {
    try {
      const found = read(facts, record)
      if ('problem' in found) return found
      return forMapping(convertFor(target, change ? change.evaluate(found.value) : found.value))
    } catch (error) {
      if (error instanceof PipeError) return { problem: error.message }
      throw error
    }
  }
}

function sourceReader(source: Source): ReadEntry {
  switch (source.kind) {
    case 'field':
      return (facts) => readFact(facts, source.field)
    case 'constant':
      return () => ({ value: source.value })
    case 'custom': {
      const expression = compile(source.expression)
      return (_, record) => ({ value: expression.evaluate(record) })
    }
  }
}

function readFact({ fields, problems }: Facts, key: string): Converted {
  const problem = Object.hasOwn(problems, key) ? problems[key] : undefined
  return problem === undefined ? { value: fields[key] } : { problem }
}

function convertFor(target: Field, value: Value): Converted {
  const converted = convert(target.type, value, target.options)
  return target.key === roleField ? toRole(target, value, converted) : converted
}

/** A role is known by its label or its key, and kept by its key. */
function toRole({ options, stored }: Field, value: Value, byLabel: Converted): Converted {
  const keys = stored ?? options
  if (!('problem' in byLabel))
    return typeof byLabel.value === 'string' ? { value: keys[options.indexOf(byLabel.value)] } : byLabel
  const byKey = convert('choice', value, keys)
  if (!('problem' in byKey)) return byKey
  return { problem: `${byLabel.problem}; a load may give only roles without write rights` }
}
