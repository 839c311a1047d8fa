import type { Condition, Operator, Rule } from '../../../client/integration.ts'
import type { AskedField, AskedType } from '../../../lib/condition/asked-field.ts'

/** Rules and groups below one word. */
export type Group = Extract<Condition, { readonly combine: 'and' | 'or' }>

/** A question with the words it is asked in; each is also asked the other way round. */
interface Question {
  readonly operator: Operator
  readonly text: string
  readonly otherwise: string
}

const equals = { operator: 'equals', text: 'is', otherwise: 'is not' } as const
const contains = { operator: 'contains', text: 'contains', otherwise: 'does not contain' } as const
const within = { operator: 'in', text: 'is one of', otherwise: 'is none of' } as const
const empty = { operator: 'empty', text: 'is empty', otherwise: 'is not empty' } as const
const greater = { operator: 'greater', text: 'is greater than', otherwise: 'is not greater than' } as const
const less = { operator: 'less', text: 'is less than', otherwise: 'is not less than' } as const

const inTime = [
  equals,
  { ...greater, text: 'is after', otherwise: 'is not after' },
  { ...less, text: 'is before', otherwise: 'is not before' },
  {
    operator: 'before-days',
    text: 'is more days ago than',
    otherwise: 'is not more days ago than',
  },
  {
    operator: 'after-days',
    text: 'is more days ahead than',
    otherwise: 'is not more days ahead than',
  },
  empty,
] as const

/** What can be asked of a field of each type. */
export const questions: Readonly<Record<AskedType, readonly Question[]>> = {
  text: [
    equals,
    contains,
    { operator: 'starts', text: 'starts with', otherwise: 'does not start with' },
    { operator: 'ends', text: 'ends with', otherwise: 'does not end with' },
    within,
    empty,
  ],
  number: [equals, greater, less, within, empty],
  boolean: [equals, empty],
  date: inTime,
  datetime: inTime,
  list: [contains, empty],
  id: [equals, within, empty],
}

/** A field that rules can ask for, as forms offer it. */
export interface OfferedField extends AskedField {
  /** The values there are, where they are known. */
  readonly options?: readonly string[]
}

/** A rule to begin with, for a field of this type: it asks for a value. */
export const newRule = (field: string, type: AskedType): Rule =>
  askInstead({ field, operator: 'empty' }, type === 'list' ? 'contains' : 'equals', false, type)

/** A rule that asks something else; the value it compared with stays where it still fits. */
export function askInstead(rule: Rule, operator: Operator, not: boolean, type: AskedType): Rule {
  const { field, value } = rule
  const negation = not ? { not } : {}
  if (operator === 'empty') return { field, operator, ...negation }
  if (operator === 'in') return { field, operator, value: Array.isArray(value) ? value : [], ...negation }
  if (operator === 'before-days' || operator === 'after-days')
    return { field, operator, value: typeof value === 'number' ? value : 30, ...negation }
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return {
    field,
    operator,
    value: plain ? value : type === 'boolean' ? true : type === 'number' ? 0 : '',
    ...negation,
  }
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

/** A rule in words. */
function ruleText(rule: Rule, label: (field: string) => string): string {
  const all = Object.values(questions).flat()
  const asked = all.find(({ operator }) => operator === rule.operator)
  const value = Array.isArray(rule.value)
    ? rule.value.join(', ')
    : rule.value === undefined
      ? ''
      : sayValue(rule.value)
  return [label(rule.field), rule.not ? asked?.otherwise : asked?.text, value].filter(Boolean).join(' ')
}

const sayValue = (value: unknown): string => (value === true ? 'yes' : value === false ? 'no' : String(value))

/** Conditions in words. */
export function conditionText(condition: Condition, label: (field: string) => string): string {
  if (!('combine' in condition)) return ruleText(condition, label)
  return condition.rules
    .map((rule) => ('combine' in rule ? `(${conditionText(rule, label)})` : ruleText(rule, label)))
    .join(` ${condition.combine} `)
}
