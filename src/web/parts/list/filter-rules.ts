import { readFilter, writeFilter } from '../../../client/filter.ts'
import type { Condition } from '../../../client/integration.ts'

/** The rules that all have to hold; none of a filter that cannot be read. */
export function rulesOf(filter: string | undefined): readonly Condition[] {
  const condition = filter === undefined ? undefined : readFilter(filter)
  if (!condition) return []
  return 'combine' in condition && condition.combine === 'and' ? condition.rules : [condition]
}

/** Whether a rule is one of those of a filter that all have to hold. */
export const isRuleOf = (filter: string | undefined) => {
  const texts = rulesOf(filter).map(writeFilter)
  return (rule: Condition): boolean => texts.includes(writeFilter(rule))
}

/** Whether a filter has the rules of another one among those that all have to hold. */
export function hasRule(filter: string | undefined, wanted: string): boolean {
  const rules = rulesOf(wanted)
  return rules.length > 0 && rules.every(isRuleOf(filter))
}

/** A filter with the rules of another one, or without them where it has them. */
export function toggleRule(filter: string | undefined, wanted: string): string | undefined {
  const rules = rulesOf(filter).filter((rule) => !isRuleOf(wanted)(rule))
  return written(hasRule(filter, wanted) ? rules : [...rules, ...rulesOf(wanted)])
}

/** A filter that also asks for one value of a field; null: that it is empty. */
export function withValue(
  filter: string | undefined,
  field: string,
  value: string | number | boolean | null,
) {
  const rule = writeFilter(
    value === null ? { field, operator: 'empty' } : { field, operator: 'equals', value },
  )
  return hasRule(filter, rule) ? filter : toggleRule(filter, rule)
}

/** The rule that leaves only what a run changed. */
export const changedByRule = (runId: string): string =>
  writeFilter({ field: 'changedBy', operator: 'equals', value: runId })

/** The run by which all rows of a filter were changed; undefined: it is not about one. */
export function runIn(filter: string | undefined): string | undefined {
  const rule = rulesOf(filter).find(isOfRun)
  return rule && !('combine' in rule) && typeof rule.value === 'string' ? rule.value : undefined
}

/** A filter without its run, as it is shown and edited. */
export const withoutRun = (filter: string | undefined): string | undefined =>
  runIn(filter) === undefined ? filter : written(rulesOf(filter).filter((rule) => !isOfRun(rule)))

/** Whether a rule leaves only what one run changed. */
export const isOfRun = (rule: Condition): boolean =>
  !('combine' in rule) && rule.field === 'changedBy' && rule.operator === 'equals' && !rule.not

const written = (rules: readonly Condition[]): string | undefined =>
  rules.length === 0 ? undefined : writeFilter({ combine: 'and', rules })
