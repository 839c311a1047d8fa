import type { Json } from '../value.ts'
import type { Condition, Operator, Rule } from './condition.ts'

const short: Partial<Record<Operator, string>> = { equals: 'eq', greater: 'gt', less: 'lt' }

/** A condition as people write it in a filter: what `parseFilter` reads as the same. */
export function formatFilter(condition: Condition): string {
  if (!('combine' in condition)) return formatRule(condition)
  const parts = condition.rules.map((rule) =>
    'combine' in rule && rule.rules.length > 1 ? `(${formatFilter(rule)})` : formatFilter(rule),
  )
  return parts.join(` ${condition.combine} `)
}

function formatRule({ field, operator, value, not = false }: Rule): string {
  const words = [field, ...(not ? ['not'] : []), short[operator] ?? operator]
  return [...words, ...(value === undefined ? [] : [formatValue(value)])].join(' ')
}

function formatValue(value: Json): string {
  if (Array.isArray(value)) return `(${value.map(formatValue).join(', ')})`
  return JSON.stringify(value)
}
