import type { Condition, Rule } from '../../../../client/integration.ts'

/** The rule that leaves out those of whom a flag is true; whoever the vendor says nothing of takes part. */
const without = (field: string): Rule => ({ field, operator: 'equals', value: true, not: true })

const leavesOut = (field: string) => (condition: Condition) =>
  !('combine' in condition) &&
  condition.field === field &&
  condition.operator === 'equals' &&
  condition.value === (condition.not === true)

/** Rules that all have to hold. */
const rulesOf = (conditions: Condition | null): readonly Condition[] =>
  conditions === null
    ? []
    : 'combine' in conditions && conditions.combine === 'and'
      ? conditions.rules
      : [conditions]

/** Whether conditions let in those of whom a flag is true, as far as a rule of their own says. */
export const includes = (conditions: Condition | null, field: string): boolean =>
  !rulesOf(conditions).some(leavesOut(field))

/** The conditions with those of whom a flag is true let in, or left out; every other rule stays. */
export function including(
  conditions: Condition | null,
  field: string,
  isIncluded: boolean,
): Condition | null {
  const others = rulesOf(conditions).filter((rule) => !leavesOut(field)(rule))
  const rules = isIncluded ? others : [...others, without(field)]
  return rules.length === 0 ? null : { combine: 'and', rules }
}
