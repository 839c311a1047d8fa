import type { LoadFieldType } from '../connect/manifest.ts'
import type { Condition, Operator } from './configuration.ts'

/** One comparison of a condition. */
export type Rule = Extract<Condition, { readonly operator: Operator }>

/** What can be asked of a field of each type. */
export const operatorsOf: Readonly<Record<LoadFieldType, readonly Operator[]>> = {
  text: ['equals', 'contains', 'starts', 'ends', 'in', 'empty'],
  number: ['equals', 'greater', 'less', 'in', 'empty'],
  boolean: ['equals', 'empty'],
  datetime: ['equals', 'greater', 'less', 'before-days', 'after-days', 'empty'],
  list: ['contains', 'empty'],
}

/** Rules as written, groups dissolved, in reading order. */
export function rulesOf(condition: Condition): readonly Rule[] {
  return 'combine' in condition ? condition.rules.flatMap(rulesOf) : [condition]
}

/** Whether the same record can be judged otherwise on another day. */
export function dependsOnTime(condition: Condition): boolean {
  return rulesOf(condition).some(({ operator }) => operator === 'before-days' || operator === 'after-days')
}
