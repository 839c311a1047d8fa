import type { Load } from '../../connect/manifest.ts'
import type { Field } from '../../directory/field.ts'
import type { Mapping, Source } from './configuration.ts'
import { roleField } from './context.ts'
import { asksYesOrNo, plainName, withoutFiller } from './label.ts'
import { loadFields, type SourceField } from './load-fields.ts'
import { isKnownName, meanSame } from './synonyms.ts'
import { canFit, fitsNaturally } from './type-fit.ts'

/** A mapping nobody asked for yet, with the reason a person reads beside it. */
export interface Proposal {
  readonly target: string
  readonly source: Source
  readonly reason: string
}

interface Pair {
  readonly target: Field
  readonly source: SourceField
}

/**
 * Smart Mapping: what could be mapped without asking. The connector's own suggestions come first and
 * may use a source several times; then equal names; then names that mean the same. It never touches
 * what is mapped already, never proposes a role, and stays silent where two answers are possible.
 */
export function proposeMapping(load: Load, fields: readonly Field[], existing: Mapping): readonly Proposal[] {
  const sources = loadFields(load, existing.customFields)
  const mapped = new Set(existing.entries.map((entry) => entry.target))
  const targets = fields.filter((field) => isOpen(field) && !mapped.has(field.key))

  const suggested = suggestedPairs(load, targets, sources)
  const taken = [...usedSources(existing), ...suggested.map((pair) => pair.source.key)]
  const named = matchPairs(targets, sources, { done: suggested, taken, fits: sameName })
  const alike = matchPairs(targets, sources, {
    done: [...suggested, ...named],
    taken,
    fits: sameNameOrMeaning,
  })

  return [
    ...suggested.map((pair) => propose(pair, 'Suggested by the connector')),
    ...named.map((pair) => propose(pair, 'Same name')),
    ...alike.map((pair) => propose(pair, `"${pair.source.label}" means the same as ${pair.target.label}`)),
  ]
}

function isOpen(field: Field): boolean {
  return !field.retired && field.key !== roleField
}

function usedSources(mapping: Mapping): string[] {
  return mapping.entries.flatMap(({ source }) => (source.kind === 'field' ? [source.field] : []))
}

function suggestedPairs(
  load: Load,
  targets: readonly Field[],
  sources: readonly SourceField[],
): readonly Pair[] {
  const suggestions = new Map(Object.entries(load.suggest))
  return targets.flatMap((target) => {
    const source = sources.find((candidate) => candidate.key === suggestions.get(target.key))
    return source && canFit(source.type, target.type) ? [{ target, source }] : []
  })
}

interface Search {
  readonly done: readonly Pair[]
  readonly taken: readonly string[]
  fits(pair: Pair): boolean
}

/** The pairs that fit and have no rival, neither another source for the target nor another target for the source. */
function matchPairs(
  targets: readonly Field[],
  sources: readonly SourceField[],
  { done, taken, fits }: Search,
): readonly Pair[] {
  const closed = new Set([...taken, ...done.map((pair) => pair.source.key)])
  const open = targets.filter((target) => !done.some((pair) => pair.target === target))
  const free = sources.filter((source) => !closed.has(source.key))
  const pairs = open.flatMap((target) => free.map((source) => ({ target, source })).filter(fits))
  return pairs.filter(({ target, source }) =>
    pairs.every((other) => (other.target === target) === (other.source === source)),
  )
}

function sameName({ target, source }: Pair): boolean {
  return belongTogether({ target, source }) && namesOf(target).includes(nameOf(source))
}

/** Equal names that are still open had rivals, and so rival those that mean the same. */
function sameNameOrMeaning(pair: Pair): boolean {
  return sameName(pair) || sameMeaning(pair)
}

function sameMeaning({ target, source }: Pair): boolean {
  if (!belongTogether({ target, source })) return false
  const whole = nameOf(source)
  const bare = isKnownName(whole) ? undefined : withoutFiller(whole)
  return namesOf(target).some(
    (name) =>
      meanSame(whole, name) ||
      (bare !== undefined && isKnownName(bare) && (bare === name || meanSame(bare, name))),
  )
}

/** A yes-or-no question answers nothing else; what Muster says of a run tells no two people apart. */
function belongTogether({ target, source }: Pair): boolean {
  if (nameOf(source) === '') return false
  if (asksYesOrNo(source.label) && target.type !== 'boolean') return false
  if (source.volatile && target.unique) return false
  return fitsNaturally(source.type, target.type)
}

function nameOf(source: SourceField): string {
  return plainName(source.label)
}

/** A core field is also known by its key, which says what it means even where a customer renamed it. */
function namesOf(field: Field): readonly string[] {
  return [plainName(field.label), ...(field.core ? [plainName(field.key)] : [])]
}

function propose({ target, source }: Pair, reason: string): Proposal {
  return { target: target.key, source: { kind: 'field', field: source.key }, reason }
}
