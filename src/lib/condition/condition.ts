import type { Json } from '../value.ts'

/** A question that one thing with fields can be asked: of a record before it is mapped, of a row in a list. */
export type Condition =
  | { readonly combine: 'and' | 'or'; readonly rules: readonly Condition[] }
  | { readonly field: string; readonly operator: Operator; readonly value?: Json; readonly not?: boolean }

/** One comparison of a condition. */
export type Rule = Extract<Condition, { readonly operator: Operator }>

export const operators = [
  'equals',
  'contains',
  'starts',
  'ends',
  'in',
  'empty',
  'greater',
  'less',
  'before-days',
  'after-days',
] as const
export type Operator = (typeof operators)[number]

/** Rules as written, groups dissolved, in reading order. */
export function rulesOf(condition: Condition): readonly Rule[] {
  return 'combine' in condition ? condition.rules.flatMap(rulesOf) : [condition]
}

/** Whether the same thing can be judged otherwise on another day. */
export function dependsOnTime(condition: Condition): boolean {
  return rulesOf(condition).some(({ operator }) => operator === 'before-days' || operator === 'after-days')
}
