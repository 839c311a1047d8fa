import type { Condition } from '../../../client/integration.ts'
import { conditionText } from '../conditions/conditions.ts'
import { isOfRun, isRule, rulesOf } from './filter-rules.ts'
import type { ListSpec } from './list-spec.ts'

/** A filter in words: each of its rules by the name of the quick filter that asks the same, where there is one. */
export function filterText<T extends { readonly id: string }>(
  filter: string,
  { columns, quick }: Pick<ListSpec<T>, 'columns' | 'quick'>,
): string {
  const rules = rulesOf(filter)
  const labels = new Map(columns.map(({ key, label }) => [key, label]))
  const textOf = (rule: Condition): string => {
    if (isOfRun(rule)) return 'changed by one run'
    const known = quick.find((one) => isRule(one.filter)(rule))
    if (known) return known.label
    const text = conditionText(rule, (key) => labels.get(key) ?? key)
    return 'combine' in rule && rules.length > 1 ? `(${text})` : text
  }
  return rules.length === 0 ? filter : rules.map(textOf).join(' and ')
}
