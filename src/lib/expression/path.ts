import { isObject, type Value } from '../value.ts'
import type { Step } from './node.ts'

/**
 * Reads a path of own properties. What the vendor did not mention is missing; what lies inside an empty place
 * (null, or beyond the end of a list) is empty, because there the vendor said that there is nothing.
 */
export function readPath(steps: readonly Step[]): (record: Value) => Value {
  const [first, second] = steps
  if (first === undefined) return (record) => record
  if (steps.length === 1) return (record) => enter(record, first)
  if (steps.length === 2 && second !== undefined) return (record) => enter(enter(record, first), second)
  return (record) => {
    let value = record
    for (const step of steps) value = enter(value, step)
    return value
  }
}

function enter(value: Value, step: Step): Value {
  if (value === null || value === undefined) return value
  if (typeof step === 'number') return Array.isArray(value) ? (value[step] ?? null) : undefined
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
}
