import { type Converted, convert, convertFact } from '../convert.ts'
import type { Json, Value } from '../value.ts'
import type { AskedType } from './asked-field.ts'
import type { Rule } from './condition.ts'

const mostChoices = 500
const mostDays = 36_500

/** What a rule compares with, in the type of its field, or why it cannot: `in` has a list, the days a whole number, `empty` nothing. */
export function operandOf({ operator, value }: Rule, type: AskedType): Converted {
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

function single(value: Value, type: AskedType): Converted {
  const converted = converts(type, value)
  if ('problem' in converted) return converted
  if (converted.value === undefined || converted.value === null)
    return { problem: 'needs a value; ask with "empty" for what has none' }
  return converted
}

function converts(type: AskedType, value: Value): Converted {
  if (type === 'date') return convert('date', value)
  return convertFact(type === 'list' || type === 'id' ? 'text' : type, value)
}

function choices(value: Value, type: AskedType): Converted {
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
