import type { Condition } from '../../../client/integration.ts'
import { conditionText } from '../conditions/rule-text.ts'
import { hasRule, isOfRun, isRuleOf, rulesOf } from './filter-rules.ts'
import type { ListSpec } from './list-spec.ts'

/** A filter in words: first the quick filters that it has, by their names, then its other rules. */
export function filterText<T extends { readonly id: string }>(
  filter: string,
  { columns, quick }: Pick<ListSpec<T>, 'columns' | 'quick'>,
): string {
  const rules = rulesOf(filter)
  const known = new Map(columns.map((column) => [column.key, column]))
  const textOf = (rule: Condition): string => {
    if (isOfRun(rule)) return 'changed by one run'
    const text = conditionText(rule, (key) => known.get(key))
    return 'combine' in rule && rules.length > 1 ? `(${text})` : text
  }
  const named = quick.filter((one) => hasRule(filter, one.filter))
  const others = rules.filter((rule) => !named.some((one) => isRuleOf(one.filter)(rule)))
  return rules.length === 0
    ? filter
    : [...named.map(({ label }) => label), ...others.map(textOf)].join(' and ')
}
