import { boundsOf, type NowThere } from '../lib/condition/bounds.ts'
import { type Condition, type Rule, rulesOf } from '../lib/condition/condition.ts'
import { operandOf } from '../lib/condition/operand.ts'
import { conditionProblems } from '../lib/condition/problems.ts'
import { stretchOf } from '../lib/condition/stretch.ts'
import { invalid, type Problem } from '../lib/errors.ts'
import type { Value } from '../lib/value.ts'
import { type Comparison, comparison } from './comparison.ts'
import type { Facts } from './mapping/facts.ts'
import type { SourceField } from './mapping/load-fields.ts'
import { within } from './within.ts'

/** Whether a record takes part, or why that cannot be said: it has a fact that the conditions ask for and cannot read. */
export type Verdict = { readonly takesPart: boolean } | { readonly problems: readonly Problem[] }

type Test = (facts: Facts) => boolean
type Known = ReadonlyMap<string, SourceField>

/**
 * Makes the judge of an integration's records, all of which are judged at one moment.
 * What is missing or empty fits `empty` and nothing else: a missing flag is neither true nor false. `not`
 * is always the opposite, so "not equals inactive" also lets in those of whom the vendor says nothing.
 * Throws `input.invalid` with the problems of `conditionProblems`.
 */
export function compileConditions(
  condition: Condition,
  fields: readonly SourceField[],
  moment: NowThere,
): (facts: Facts) => Verdict {
  const problems = conditionProblems(condition, fields)
  if (problems.length > 0) throw invalid(problems)
  const known = new Map(fields.map((field) => [field.key, field]))
  const used = new Map(rulesOf(condition).map(({ field }) => [field, known.get(field)?.label ?? field]))
  const test = compileTest(condition, known, moment)
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

function compileTest(condition: Condition, known: Known, moment: NowThere): Test {
  if (!('combine' in condition)) return compileRule(condition, known, moment)
  const tests = condition.rules.map((rule) => compileTest(rule, known, moment))
  if (tests.length === 0) return () => true
  return condition.combine === 'and'
    ? (facts) => tests.every((test) => test(facts))
    : (facts) => tests.some((test) => test(facts))
}

function compileRule(rule: Rule, known: Known, moment: NowThere): Test {
  const { field, operator, not = false } = rule
  const type = known.get(field)?.type
  const operand = type === undefined ? { problem: 'unknown' } : operandOf(rule, type)
  if ('problem' in operand) throw invalid([{ field, message: operand.problem }])
  const stretch = type && stretchOf(rule, type)
  const compare =
    stretch && type ? within(boundsOf(stretch, type, moment)) : comparison(operator, operand.value ?? null)
  return (facts) => judge(facts.fields[field], operator === 'empty', compare) !== not
}

function judge(fact: Value, whenEmpty: boolean, compare: Comparison): boolean {
  return fact === undefined || fact === null ? whenEmpty : compare(fact)
}
