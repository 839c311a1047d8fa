import type { Clock } from '../lib/clock.ts'
import { type Condition, type Rule, rulesOf } from '../lib/condition/condition.ts'
import { operandOf } from '../lib/condition/operand.ts'
import { conditionProblems } from '../lib/condition/problems.ts'
import { invalid, type Problem } from '../lib/errors.ts'
import type { Value } from '../lib/value.ts'
import { type Comparison, comparison } from './comparison.ts'
import type { Facts } from './facts.ts'
import type { SourceField } from './load-fields.ts'

/** Whether a record takes part, or why that cannot be said: it has a fact that the conditions ask for and cannot read. */
export type Verdict = { readonly takesPart: boolean } | { readonly problems: readonly Problem[] }

type Test = (facts: Facts) => boolean

/**
 * Makes the judge of an integration's records; "now" is read once, so that all are judged at one moment.
 * What is missing or empty fits `empty` and nothing else: a missing flag is neither true nor false. `not`
 * is always the opposite, so "not equals inactive" also lets in those of whom the vendor says nothing.
 * Throws `input.invalid` with the problems of `conditionProblems`.
 */
export function compileConditions(
  condition: Condition,
  fields: readonly SourceField[],
  clock: Pick<Clock, 'now'>,
): (facts: Facts) => Verdict {
  const problems = conditionProblems(condition, fields)
  if (problems.length > 0) throw invalid(problems)
  const known = new Map(fields.map((field) => [field.key, field]))
  const used = new Map(rulesOf(condition).map(({ field }) => [field, known.get(field)?.label ?? field]))
  const test = compileTest(condition, known, clock.now())
  return (facts) => {
    const unreadable = unreadableFacts(facts, used)
    if (unreadable.length > 0) return { problems: unreadable }
    return test(facts) ? inside : outside
  }
}

const inside: Verdict = { takesPart: true }
const outside: Verdict = { takesPart: false }

function unreadableFacts(facts: Facts, labels: ReadonlyMap<string, string>): readonly Problem[] {
  return Object.entries(facts.problems).flatMap(([key, message]) => {
    const label = labels.get(key)
    return label === undefined ? [] : [{ field: label, message: `Conditions cannot read it: ${message}` }]
  })
}

function compileTest(condition: Condition, known: ReadonlyMap<string, SourceField>, now: number): Test {
  if (!('combine' in condition)) return compileRule(condition, known, now)
  const tests = condition.rules.map((rule) => compileTest(rule, known, now))
  if (tests.length === 0) return () => true
  return condition.combine === 'and'
    ? (facts) => tests.every((test) => test(facts))
    : (facts) => tests.some((test) => test(facts))
}

function compileRule(rule: Rule, known: ReadonlyMap<string, SourceField>, now: number): Test {
  const { field, operator, not = false } = rule
  const type = known.get(field)?.type
  const operand = type === undefined ? { problem: 'unknown' } : operandOf(rule, type)
  if ('problem' in operand) throw invalid([{ field, message: operand.problem }])
  const compare = comparison(operator, operand.value ?? null, now)
  return (facts) => judge(facts.fields[field], operator === 'empty', compare) !== not
}

function judge(fact: Value, whenEmpty: boolean, compare: Comparison): boolean {
  return fact === undefined || fact === null ? whenEmpty : compare(fact)
}
