import type { Operator, Rule } from '../../../client/integration.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'

/** A question with the words it is asked in, `…` where the value stands in the middle; each is also asked the other way round. */
export interface Question {
  readonly operator: Operator
  readonly text: string
  readonly otherwise: string
  /** What stands behind it where questions are chosen. */
  readonly such?: string
  /** Whether it is about days that a word names, such as *this month*. */
  readonly isNamed?: true
  /** Whether hardly anybody asks it the other way round: that is offered only where somebody does. */
  readonly isOneWay?: true
}

const equals = { operator: 'equals', text: 'is', otherwise: 'is not' } as const
const contains = { operator: 'contains', text: 'contains', otherwise: 'does not contain' } as const
const within = { operator: 'in', text: 'is one of', otherwise: 'is none of' } as const
const empty = { operator: 'empty', text: 'is empty', otherwise: 'is not empty' } as const
const greater = { operator: 'greater', text: 'is greater than', otherwise: 'is not greater than' } as const
const less = { operator: 'less', text: 'is less than', otherwise: 'is not less than' } as const
const between = { operator: 'between', text: 'is between', otherwise: 'is not between' } as const

const inTime: readonly Question[] = [
  { ...equals, text: 'is on', otherwise: 'is not on' },
  { ...equals, such: 'today, this week, …', isNamed: true, isOneWay: true },
  { ...less, text: 'is before', otherwise: 'is not before', isOneWay: true },
  { ...greater, text: 'is after', otherwise: 'is not after', isOneWay: true },
  between,
  {
    operator: 'last-days',
    text: 'is in the last … days',
    otherwise: 'is not in the last … days',
    isOneWay: true,
  },
  {
    operator: 'before-days',
    text: 'is more than … days ago',
    otherwise: 'is not more than … days ago',
    isOneWay: true,
  },
  {
    operator: 'next-days',
    text: 'is in the next … days',
    otherwise: 'is not in the next … days',
    isOneWay: true,
  },
  {
    operator: 'after-days',
    text: 'is more than … days ahead',
    otherwise: 'is not more than … days ahead',
    isOneWay: true,
  },
  empty,
]

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
  number: [equals, greater, less, between, within, empty],
  boolean: [equals, empty],
  date: inTime,
  datetime: inTime,
  list: [contains, empty],
  id: [equals, within, empty],
}

/** Days that a word names, in our words. */
export const dayWords: Readonly<Record<string, string>> = {
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  ...Object.fromEntries(
    ['week', 'month', 'quarter', 'year'].flatMap((span) =>
      ['this', 'last', 'next'].map((which) => [`${which}-${span}`, `in ${which} ${span}`]),
    ),
  ),
}

export const isDayWord = (value: unknown): boolean =>
  typeof value === 'string' && Object.hasOwn(dayWords, value)

/** The question that a rule asks. */
export const questionOf = ({ operator, value }: Rule, type: AskedType): Question | undefined =>
  questions[type].find(
    (one) =>
      one.operator === operator && (operator !== 'equals' || (one.isNamed ?? false) === named(value, type)),
  )

const named = (value: unknown, type: AskedType): boolean =>
  (type === 'date' || type === 'datetime') && isDayWord(value)

/** Whether a rule compares with a number of days from today. */
export const countsDays = (operator: Operator): boolean => operator.endsWith('-days')
