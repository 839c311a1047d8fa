import { type Converted, convert, convertFact } from '../convert.ts'
import type { Json, Value } from '../value.ts'
import type { AskedType } from './asked-field.ts'
import { countsDays, type Rule } from './condition.ts'
import { isDayWord, readDay } from './day.ts'

const mostChoices = 500
const mostDays = 36_500

/**
 * What a rule compares with, in the type of its field, or why it cannot: `in` has a list, `between` two values, the days a
 * whole number, `empty` nothing.
 */
export function operandOf({ operator, value }: Rule, type: AskedType): Converted {
  if (countsDays(operator)) return days(value)
  switch (operator) {
    case 'empty':
      return value === undefined ? { value: null } : { problem: 'takes no value' }
    case 'in':
      return choices(value, type)
    case 'between':
      return pair(value, type)
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
  const isInTime = type === 'date' || type === 'datetime'
  // A day stays one: of a date and time it means the whole day.
  const day = isInTime ? (isDayWord(value) ? value : readDay(value)) : undefined
  if (day !== undefined) return { value: day }
  if (type === 'date') return convert('date', value)
  return convertFact(type === 'list' || type === 'id' ? 'text' : type, value)
}

function choices(value: Value, type: AskedType): Converted {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostChoices)
    return { problem: `needs a list of 1 to ${mostChoices} values` }
  return each(value, type)
}

function pair(value: Value, type: AskedType): Converted {
  if (!Array.isArray(value) || value.length !== 2)
    return { problem: 'needs two values, the first and the last' }
  const found = each(value, type)
  const [first, last] = 'value' in found && Array.isArray(found.value) ? found.value : []
  return isBehind(first, last) ? { problem: 'ends before it begins; turn the two round' } : found
}

/** Whether a number, a day or a moment is behind another of its kind. */
function isBehind(one: Value, other: Value): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one > other
  if (isDayWord(one) || isDayWord(other)) return false
  return typeof one === 'string' && typeof other === 'string' && one.length === other.length && one > other
}

function each(values: readonly Json[], type: AskedType): Converted {
  const found: Json[] = []
  for (const one of values) {
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
