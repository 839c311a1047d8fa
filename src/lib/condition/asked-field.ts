import type { FactType } from '../convert.ts'
import type { Operator } from './condition.ts'

/** The types that conditions know; an `id` is one of ours. */
export type AskedType = FactType | 'date' | 'id'

/** A field that conditions can ask for. */
export interface AskedField {
  readonly key: string
  readonly label: string
  readonly type: AskedType
}

const inTime: readonly Operator[] = [
  'equals',
  'greater',
  'less',
  'between',
  'last-days',
  'next-days',
  'before-days',
  'after-days',
  'empty',
]

/** What can be asked of a field of each type. */
export const operatorsOf: Readonly<Record<AskedType, readonly Operator[]>> = {
  text: ['equals', 'contains', 'starts', 'ends', 'in', 'empty'],
  number: ['equals', 'greater', 'less', 'between', 'in', 'empty'],
  boolean: ['equals', 'empty'],
  date: inTime,
  datetime: inTime,
  list: ['contains', 'empty'],
  id: ['equals', 'in', 'empty'],
}
