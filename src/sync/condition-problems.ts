import type { Problem } from '../lib/errors.ts'
import { operatorsOf, type Rule } from './condition-rule.ts'
import type { Condition } from './configuration.ts'
import type { SourceField } from './load-fields.ts'
import { operandOf } from './operand.ts'

const deepest = 8
const mostRules = 50

/**
 * What keeps a condition from being used, each problem at its rule's place, such as `conditions.rules[2]`.
 * Empty when it can be compiled.
 */
export function conditionProblems(condition: Condition, fields: readonly SourceField[]): readonly Problem[] {
  if (depth(condition) > deepest)
    return [{ field: 'conditions', message: `Groups may be nested ${deepest} deep; take some apart` }]
  const placed = place(condition, 'conditions')
  const rules = placed.filter((one) => !('combine' in one.condition))
  if (rules.length > mostRules)
    return [
      {
        field: 'conditions',
        message: `There are ${rules.length} rules; ${mostRules} are the most. "in" takes many values`,
      },
    ]
  const known = new Map(fields.map((field) => [field.key, field]))
  return placed.flatMap(({ condition, at }) => {
    const message = 'combine' in condition ? groupProblem(condition.rules, at) : ruleProblem(condition, known)
    return message === undefined ? [] : [{ field: at, message }]
  })
}

// Counts no further than matters, so that no input can exhaust the stack.
function depth(condition: Condition, above = 0): number {
  if (!('combine' in condition) || above > deepest) return above
  return condition.rules.reduce((most, rule) => Math.max(most, depth(rule, above + 1)), above + 1)
}

interface Placed {
  readonly condition: Condition
  readonly at: string
}

function place(condition: Condition, at: string): readonly Placed[] {
  const below = 'combine' in condition ? condition.rules : []
  return [{ condition, at }, ...below.flatMap((rule, index) => place(rule, `${at}.rules[${index}]`))]
}

/** Only the outermost group may be empty: it lets everybody in. */
function groupProblem(rules: readonly Condition[], at: string): string | undefined {
  return rules.length === 0 && at !== 'conditions'
    ? 'This group has no rules; add one or remove the group'
    : undefined
}

function ruleProblem(rule: Rule, known: ReadonlyMap<string, SourceField>): string | undefined {
  const field = known.get(rule.field)
  if (!field) return `The load has no field "${rule.field}"; choose another`
  const possible = operatorsOf[field.type]
  if (!possible.includes(rule.operator))
    return `"${rule.operator}" cannot be asked of ${field.label}, a ${field.type}; possible are ${possible.join(', ')}`
  const operand = operandOf(rule, field.type)
  return 'problem' in operand ? `${field.label} ${rule.operator}: ${operand.problem}` : undefined
}
