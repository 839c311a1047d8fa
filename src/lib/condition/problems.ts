import type { Problem } from '../errors.ts'
import { shorten } from '../show.ts'
import { nearest } from '../text.ts'
import { type AskedField, operatorsOf } from './asked-field.ts'
import type { Condition, Rule } from './condition.ts'
import { operandOf } from './operand.ts'

const deepest = 8
const mostRules = 50

/**
 * What keeps a condition from being used, each problem at its rule's place, such as `conditions.rules[2]`.
 * Empty when it can be compiled.
 */
export function conditionProblems(
  condition: Condition,
  fields: readonly AskedField[],
  root = 'conditions',
): readonly Problem[] {
  if (depth(condition) > deepest)
    return [{ field: root, message: `Groups may be nested ${deepest} deep; take some apart` }]
  const placed = place(condition, root)
  const rules = placed.filter((one) => !('combine' in one.condition))
  if (rules.length > mostRules)
    return [
      {
        field: root,
        message: `There are ${rules.length} rules; ${mostRules} are the most. "in" takes many values`,
      },
    ]
  const known = new Map(fields.map((field) => [field.key, field]))
  return placed.flatMap(({ condition, at }) => {
    const message =
      'combine' in condition ? groupProblem(condition.rules, at === root) : ruleProblem(condition, known)
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
function groupProblem(rules: readonly Condition[], isRoot: boolean): string | undefined {
  return rules.length === 0 && !isRoot ? 'This group has no rules; add one or remove the group' : undefined
}

function ruleProblem(rule: Rule, known: ReadonlyMap<string, AskedField>): string | undefined {
  const field = known.get(rule.field)
  if (!field) return unknownField(rule.field, known.keys())
  const possible = operatorsOf[field.type]
  if (!possible.includes(rule.operator))
    return `"${rule.operator}" cannot be asked of ${field.label}, a ${field.type}; possible are ${possible.join(', ')}`
  const operand = operandOf(rule, field.type)
  return 'problem' in operand ? `${field.label} ${rule.operator}: ${operand.problem}` : undefined
}

/** What to say of a name that no field has. */
export function unknownField(name: string, known: Iterable<string>): string {
  const meant = nearest(name, known)
  return `There is no field "${shorten(name)}" here; ${meant === undefined ? 'choose another' : `did you mean "${meant}"?`}`
}
