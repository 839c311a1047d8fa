import type { Value } from '../value.ts'
import { refuseLong, textOf } from './pipe.ts'

/** A part of a template: fixed text, or a value read from the record. */
export interface TemplatePart {
  readonly fixed: boolean
  readonly read: (record: Value) => Value
}

/**
 * Joins fixed text and values into one text. When every value is missing the whole is missing, when all are
 * missing or blank it is empty: "Dear " alone is no greeting.
 */
export function joinParts(parts: readonly TemplatePart[]): (record: Value) => Value {
  const constant = parts.every((part) => part.fixed)
  return (record) => {
    let text = ''
    let result: undefined | null | 'text' = constant ? 'text' : undefined
    for (const part of parts) {
      const value = part.read(record)
      if (value === undefined) continue
      if (value !== null) text += textOf('{{ }}', value)
      refuseLong('{{ }}', text.length)
      if (!part.fixed) result = value === null || value === '' ? (result ?? null) : 'text'
    }
    return result === 'text' ? text : result
  }
}
