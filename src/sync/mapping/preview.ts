import type { Clock } from '../../lib/clock.ts'
import type { Condition } from '../../lib/condition/condition.ts'
import { conditionProblems } from '../../lib/condition/problems.ts'
import type { Json, Value } from '../../lib/value.ts'
import { compileConditions, type Verdict } from '../conditions.ts'
import type { Mapping } from './configuration.ts'
import { type MappingContext, targetFields } from './context.ts'
import { entryReader } from './entry-value.ts'
import { describer, type Facts } from './facts.ts'
import { loadFields, type Origin } from './load-fields.ts'
import { mappingProblems } from './rules.ts'

/** A value, or why there is none. `undefined` is *the vendor did not say*. */
export interface Seen {
  readonly key: string
  readonly value: Value
  readonly problem: string | null
}

/** What a mapping makes of one record, whether or not it could be loaded. */
export interface Preview {
  /** Every field of the load. */
  readonly facts: readonly Seen[]
  /** What each entry writes, by the key of its target. */
  readonly row: readonly Seen[]
  /** Null: the conditions cannot be asked. */
  readonly takesPart: boolean | null
}

/** A mapping and conditions that somebody is still working on. */
export interface Draft extends MappingContext {
  readonly mapping: Mapping
  readonly conditions: Condition | null
  /** Where the days begin that conditions ask for. */
  readonly zone: string
  readonly origin: Origin
}

/**
 * Makes the function that shows what a draft does with a record. What is wrong with the draft is left out, so that
 * one mistake does not hide the result of everything else; `mappingProblems` names it.
 */
export function previewer(draft: Draft, clock: Pick<Clock, 'now'>): (record: Json) => Preview {
  const mapping = soundPart(draft)
  const { load, origin } = draft
  const describe = describer(load, { origin, customFields: mapping.customFields })
  const sources = loadFields(load, mapping.customFields)
  const targets = targetFields(draft)
  const readers = mapping.entries.flatMap((entry) => {
    const target = targets.get(entry.target)
    return target ? [{ key: entry.target, read: entryReader(entry, target) }] : []
  })
  const judge = judgeOf(draft, clock)
  return (record) => {
    const facts = describe(record)
    return {
      facts: sources.map(({ key }) => seenFact(facts, key)),
      row: readers.map(({ key, read }) => {
        const found = read(facts, record)
        return 'problem' in found
          ? { key, value: undefined, problem: found.problem }
          : { key, value: found.value, problem: null }
      }),
      takesPart: takesPart(judge?.(facts)),
    }
  }
}

/** The entries and custom fields that nothing is wrong with. */
export function soundPart(draft: Draft): Mapping {
  const { entries, syncKeys, customFields = {} } = draft.mapping
  const wrong = new Set(mappingProblems(draft.mapping, draft).map(({ field }) => field))
  const sound = Object.entries(customFields).filter(([key]) => !wrong.has(`customFields.${key}`))
  const lost = new Set(Object.keys(customFields).filter((key) => wrong.has(`customFields.${key}`)))
  return {
    customFields: Object.fromEntries(sound),
    entries: entries.filter(
      ({ source }, at) =>
        !wrong.has(`entries[${at}]`) && !(source.kind === 'field' && lost.has(source.field)),
    ),
    syncKeys,
  }
}

/** Whether a record takes part in a draft; undefined while its conditions cannot be asked. */
export function judgeOf(draft: Draft, clock: Pick<Clock, 'now'>): ((facts: Facts) => Verdict) | undefined {
  const { conditions, zone } = draft
  if (conditions === null) return () => ({ takesPart: true })
  const sources = loadFields(draft.load, soundPart(draft).customFields)
  return conditionProblems(conditions, sources).length > 0
    ? undefined
    : compileConditions(conditions, sources, { now: clock.now(), zone })
}

const takesPart = (verdict: Verdict | undefined): boolean | null =>
  verdict && 'takesPart' in verdict ? verdict.takesPart : null

const seenFact = ({ fields, problems }: Facts, key: string): Seen => ({
  key,
  value: fields[key],
  problem: problems[key] ?? null,
})
