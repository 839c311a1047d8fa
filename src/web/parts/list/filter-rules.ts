import { readFilter, writeFilter } from '../../../client/filter.ts'
import type { Condition } from '../../../client/integration.ts'

/** The rules that all have to hold; none of a filter that cannot be read. */
export function rulesOf(filter: string | undefined): readonly Condition[] {
  const condition = filter === undefined ? undefined : readFilter(filter)
  if (!condition) return []
  return 'combine' in condition && condition.combine === 'and' ? condition.rules : [condition]
}

export const isRule = (filter: string) => (rule: Condition) => writeFilter(rule) === filter

/** Whether a filter has another one among the rules that all have to hold. */
export const hasRule = (filter: string | undefined, rule: string): boolean =>
  rulesOf(filter).some(isRule(rule))

/** A filter with one more rule, or without it where it has it. */
export function toggleRule(filter: string | undefined, rule: string): string | undefined {
  const rules = rulesOf(filter)
  const added = readFilter(rule)
  if (hasRule(filter, rule)) return written(rules.filter((one) => !isRule(rule)(one)))
  return added && written([...rules, added])
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
