import type { Json } from '../value.ts'
import { isDayWord } from './day.ts'

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
  'between',
  'last-days',
  'next-days',
  'before-days',
  'after-days',
] as const
export type Operator = (typeof operators)[number]

/** Rules as written, groups dissolved, in reading order. */
export function rulesOf(condition: Condition): readonly Rule[] {
  return 'combine' in condition ? condition.rules.flatMap(rulesOf) : [condition]
}

/** The rules and groups that all have to be true. */
export function outermost(condition: Condition): readonly Condition[] {
  return 'combine' in condition && condition.combine === 'and'
    ? condition.rules.flatMap(outermost)
    : [condition]
}

/** Whether the same thing can be judged otherwise on another day. */
export function dependsOnTime(condition: Condition): boolean {
  return rulesOf(condition).some(
    ({ operator, value }) => countsDays(operator) || [value].flat().some(isDayWord),
  )
}

const dayCounts: readonly string[] = ['before-days', 'after-days', 'last-days', 'next-days']

/** Whether it compares with a number of days from today. */
export const countsDays = (operator: Operator): boolean => dayCounts.includes(operator)
