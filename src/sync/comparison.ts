import type { Operator } from '../lib/condition/condition.ts'
import type { Json } from '../lib/value.ts'

/** Whether a fact that is there fits; facts that are missing or empty are judged by the caller. */
export type Comparison = (fact: Json) => boolean

/**
 * Makes the comparison of one rule with a value. Text is compared without regard to case, numbers and times by size.
 */
export function comparison(operator: Operator, operand: Json): Comparison {
  switch (operator) {
    case 'equals':
      return equals(operand)
    case 'in':
      return isOneOf(operand)
    case 'contains':
      return contains(operand)
    case 'starts':
      return onText(operand, (text, part) => text.startsWith(part))
    case 'ends':
      return onText(operand, (text, part) => text.endsWith(part))
    case 'greater':
      return (fact) => size(fact) > size(operand)
    case 'less':
      return (fact) => size(fact) < size(operand)
    case 'between':
      return isBetween(operand)
    case 'empty':
      return (fact) => Array.isArray(fact) && fact.length === 0
    case 'before-days':
    case 'after-days':
    case 'last-days':
    case 'next-days':
      throw new Error('days are asked as bounds')
  }
}

function equals(operand: Json): Comparison {
  const wanted = folded(operand)
  return (fact) => folded(fact) === wanted
}

function isOneOf(operand: Json): Comparison {
  const wanted = new Set(Array.isArray(operand) ? operand.map(folded) : [])
  return (fact) => wanted.has(folded(fact))
}

function isBetween(operand: Json): Comparison {
  const [first = null, last = null] = Array.isArray(operand) ? operand : []
  return (fact) => size(fact) >= size(first) && size(fact) <= size(last)
}

/** A list contains whole elements, a text contains parts. */
function contains(operand: Json): Comparison {
  const isElement = equals(operand)
  const isPart = onText(operand, (text, part) => text.includes(part))
  return (fact) => (Array.isArray(fact) ? fact.some((one) => isElement(elementText(one))) : isPart(fact))
}

function onText(operand: Json, test: (text: string, part: string) => boolean): Comparison {
  const part = String(folded(operand))
  return (fact) => typeof fact === 'string' && test(fact.toLowerCase(), part)
}

// What a list is compared with is text, while vendors also list numbers.
function elementText(element: Json): Json {
  return typeof element === 'number' || typeof element === 'boolean' ? String(element) : element
}

function folded(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase() : value
}

/** A number, or the milliseconds of an ISO time. */
function size(value: Json): number {
  return typeof value === 'string' ? Date.parse(value) : Number(value)
}
