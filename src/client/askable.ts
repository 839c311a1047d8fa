import { readFilter, writeFilter } from './filter.ts'
import type { Condition } from './integration.ts'
import { readSort, writeSort } from './sort.ts'

/** What words of a list say of its fields. */
interface Words {
  readonly filter?: string | undefined
  readonly sort?: string | undefined
  readonly group?: string | undefined
}

/** Words that a list can be asked, and what had to be left out of them because its field is retired. */
interface Askable<W> {
  readonly words: W
  /** In words: `sorts by Colour`. */
  readonly leftOut: readonly string[]
}

/** What a list can be asked of words that were kept when its fields were others. */
export function askable<W extends Words>(
  words: W,
  retired: readonly { readonly key: string; readonly label: string }[] = [],
): Askable<W> {
  const labels = new Map(retired.map(({ key, label }) => [key, label]))
  const sort = readSort(words.sort ?? '')
  const condition = words.filter === undefined ? undefined : readFilter(words.filter)
  const by = words.group ?? ''
  const said = (does: string, keys: readonly string[]) =>
    [...new Set(keys)].flatMap((key) => (labels.has(key) ? [`${does} by ${labels.get(key)}`] : []))
  const leftOut = [
    ...said(
      'sorts',
      sort.map(({ id }) => id),
    ),
    ...said('filters', condition ? fieldsOf(condition) : []),
    ...said('counts', [by]),
  ]
  if (leftOut.length === 0) return { words, leftOut }
  const kept = condition && without(condition, labels)
  const asked = {
    ...words,
    sort: writeSort(sort.filter(({ id }) => !labels.has(id))),
    filter: condition ? kept && writeFilter(kept) : words.filter,
    group: labels.has(by) ? undefined : words.group,
  }
  return { words: asked, leftOut }
}

const fieldsOf = (condition: Condition): readonly string[] =>
  'combine' in condition ? condition.rules.flatMap(fieldsOf) : [condition.field]

/** A condition without the rules of some fields; undefined: none is left. */
function without(condition: Condition, fields: ReadonlyMap<string, string>): Condition | undefined {
  if (!('combine' in condition)) return fields.has(condition.field) ? undefined : condition
  const rules = condition.rules.flatMap((rule) => without(rule, fields) ?? [])
  return rules.length === 0 ? undefined : { ...condition, rules }
}
