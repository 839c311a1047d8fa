import type { LoadFieldType } from '../connect/manifest.ts'
import { type Converted, convertFact } from '../lib/convert.ts'
import type { Json, Value } from '../lib/value.ts'
import type { Rule } from './condition-rule.ts'

const mostChoices = 500
const mostDays = 36_500

/** What a rule compares with, in the type of its field, or why it cannot: `in` has a list, the days a whole number, `empty` nothing. */
export function operandOf({ operator, value }: Rule, type: LoadFieldType): Converted {
  switch (operator) {
    case 'empty':
      return value === undefined ? { value: null } : { problem: 'takes no value' }
    case 'in':
      return choices(value, type)
    case 'before-days':
    case 'after-days':
      return days(value)
    default:
      return single(value, type)
  }
}

function single(value: Value, type: LoadFieldType): Converted {
  const converted = convertFact(type === 'list' ? 'text' : type, value)
  if ('problem' in converted) return converted
  if (converted.value === undefined || converted.value === null)
    return { problem: 'needs a value; ask with "empty" for records without one' }
  return converted
}

function choices(value: Value, type: LoadFieldType): Converted {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostChoices)
    return { problem: `needs a list of 1 to ${mostChoices} values` }
  const found: Json[] = []
  for (const one of value) {
    const converted = single(one, type)
    if ('problem' in converted) return converted
    if (converted.value !== undefined) found.push(converted.value)
  }
  return { value: found }
}

function days(value: Value): Converted {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostDays)
    return { value }
  return { problem: `needs a whole number of days from 0 to ${mostDays}` }
}
