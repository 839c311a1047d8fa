import type { Condition, Rule } from '../../../client/integration.ts'
import type { AskedField, AskedType } from '../../../lib/condition/asked-field.ts'
import { countsDays, isDayWord, type Question } from './questions.ts'

/** Rules and groups below one word. */
export type Group = Extract<Condition, { readonly combine: 'and' | 'or' }>

/** A field that rules can ask for, as forms offer it. */
export interface OfferedField extends AskedField {
  /** The values there are, where they are known. */
  readonly options?: readonly string[]
}

/** A rule to begin with, for a field of this type: it asks for a value. */
export const newRule = (field: string, type: AskedType): Rule =>
  askInstead({ field, operator: 'empty' }, { operator: type === 'list' ? 'contains' : 'equals' }, type)

/** How a rule is to ask. */
type Asked = Pick<Question, 'operator' | 'isNamed'> & { readonly not?: boolean }

/** A rule that asks something else; the value it compared with stays where it still fits. */
export function askInstead({ field, value }: Rule, asked: Asked, type: AskedType): Rule {
  const { operator, not } = asked
  const fit = fitting(value, asked, type)
  return { field, operator, ...(fit === undefined ? {} : { value: fit }), ...(not ? { not } : {}) }
}

function fitting(value: Rule['value'], { operator, isNamed }: Asked, type: AskedType): Rule['value'] {
  const [first = value, last = ''] = Array.isArray(value) ? value : []
  if (operator === 'empty') return undefined
  if (operator === 'in') return Array.isArray(value) ? value : []
  if (isNamed) return isDayWord(first) ? first : 'today'
  if (countsDays(operator)) return typeof value === 'number' ? value : 30
  const start = single(first, type)
  return operator === 'between' ? [start, type === 'number' ? single(last, type) : last] : start
}

function single(value: unknown, type: AskedType): string | number | boolean {
  if (type === 'boolean') return typeof value === 'boolean' ? value : true
  if (type === 'number') return typeof value === 'number' ? value : 0
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return ''
  const isInTime = type === 'date' || type === 'datetime'
  return isInTime && (typeof value !== 'string' || isDayWord(value)) ? '' : value
}

/** Conditions as a group: a single rule stands in one of its own. */
export const asGroup = (condition: Condition | null): Group =>
  condition === null
    ? { combine: 'and', rules: [] }
    : 'combine' in condition
      ? condition
      : { combine: 'and', rules: [condition] }

/** A group as it is kept: without any rule there are no conditions. */
export const asConditions = (group: Group): Condition | null => (group.rules.length === 0 ? null : group)
