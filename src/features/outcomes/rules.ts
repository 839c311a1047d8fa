import type { z } from 'zod'
import { type Field, shownValue } from '../../directory/field.ts'
import type { ReadOutcome } from '../../directory/read-outcomes.ts'
import { termLabels } from '../../directory/terms.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import { reasonsOf } from '../outcome-reasons/rules.ts'
import type { RunRow } from '../runs/store.ts'
import { termNames } from '../terms/rules.ts'
import type { OutcomeAnswer } from './schema.ts'

/** What somebody may know of what outcomes are about. */
export interface Viewpoint {
  readonly object: RunRow['object']
  /** The fields that are shown. */
  readonly fields: readonly Field[]
  /** Whether people may be named. */
  readonly names: boolean
  /** Whether not everybody is seen. */
  readonly isLimited: boolean
  /** Whether everything of a person is shown. */
  readonly isWhole: boolean
  hides(field: string): boolean
  /** The fields by which the run looked for them; empty where nobody knows any more. */
  readonly syncKeys: readonly string[]
}

type Answered = z.input<typeof OutcomeAnswer>
type Pairs = Readonly<Record<string, readonly [before: Json, after: Json]>>

/**
 * An outcome as somebody may know it who does not see everybody, or not every field: a problem may quote what is in a
 * field, or name who has the value already.
 */
function withoutHidden(
  outcome: ReadOutcome,
  { hides, fields, names, isLimited, isWhole }: Viewpoint,
): ReadOutcome {
  if (isWhole && !isLimited) return outcome
  const isShown = ({ field }: { readonly field: string }) =>
    names && !isLimited && fields.some(({ label }) => label === field)
  const hidden = [...(names ? [] : ['label']), ...(names && !isLimited ? [] : ['person'])]
  const keep = <T>(values: Readonly<Record<string, T>> | null) => keptOf(values, (key) => !hides(key))
  return {
    ...outcome,
    row: keep(outcome.row),
    changes: keep(outcome.changes),
    problems: outcome.problems?.filter(isShown) ?? null,
    ...(names ? {} : { label: null }),
    account: keptOf(outcome.account, (key) => !hidden.includes(key)),
  }
}

const keptOf = <T>(values: Readonly<Record<string, T>> | null, isKept: (key: string) => boolean) =>
  values && Object.fromEntries(Object.entries(values).filter(([key]) => isKept(key)))

/** What people call the sync keys that they may know. */
const keyLabels = ({ fields, syncKeys }: Viewpoint): readonly string[] =>
  fields.flatMap(({ key, label }) => (syncKeys.includes(key) ? [label] : []))

/** Makes what presents the outcomes of a list as whoever asks may know them. */
export function outcomePresenter(view: Viewpoint): (outcome: ReadOutcome) => Answered {
  const known = new Map<string, Shown>(view.fields.map((field) => [field.key, field]))
  const texts = reasonsOf(view.object, keyLabels(view))
  return (outcome) => ({
    ...presentOutcome(withoutHidden(outcome, view), known, view.object),
    reasonText: outcome.reason && (texts[outcome.reason] ?? outcome.reason),
  })
}

function presentOutcome(
  row: ReadOutcome,
  known: ReadonlyMap<string, Shown>,
  object: RunRow['object'],
): Omit<Answered, 'reasonText'> {
  // What is new was nothing before, so that nothing became of what is empty.
  const filled = Object.entries(row.row ?? {}).filter(([, value]) => value !== null)
  const written = filled.map(([key, value]) => [key, [null, value]] as const)
  const changes = { ...Object.fromEntries(written), ...row.changes }
  // Where no vendor brought it, its own id stands for that of a vendor.
  const isOwn = row.vendor_id === row.object_id
  const vendorId = isOwn ? publicId(prefixes[object], row.vendor_id) : row.vendor_id
  const idOf = (of: RunRow['object']) =>
    object === of && row.object_id ? publicId(prefixes[of], row.object_id) : null
  return {
    number: row.number,
    vendorId,
    label: row.label ?? vendorId,
    kind: row.kind,
    reason: row.reason,
    personId: idOf('person'),
    deviceId: idOf('device'),
    saasApplicationId: idOf('saas_application'),
    changes: object === 'saas_application' ? presentTermChanges(changes) : presentChanges(changes, known),
    account: presentAccount(row),
    software: row.software && {
      installed: Number(row.software.installed ?? 0),
      removed: Number(row.software.removed ?? 0),
    },
    // Written by the engine as lists of problems.
    problems: (row.problems ?? []) as Answered['problems'],
  }
}

const prefixes = { person: 'per', device: 'dev', saas_application: 'app' } as const

const named = (label: string) => ({ label, options: [] })
/** The fields of SaaS users by their keys. */
export const accountFields = new Map([
  ['role', named('Role')],
  ['active', named('Active')],
  ['label', named('Name')],
  ['person', named('Person')],
  ['linked_by_hand', named('By hand')],
  ['no_person_reason', named('No person needed')],
  ['gone', named('Gone')],
  ['unmaintained', named('Unmaintained')],
])

function presentAccount({ account }: ReadOutcome): Answered['account'] {
  if (!account) return null
  if (account.created === true) return { created: true, changes: [] }
  // Written by the plan as field → [before, after].
  return { changes: presentChanges(account as Pairs, accountFields) }
}

type Shown = Pick<Field, 'label' | 'options' | 'stored'>

/** Changes in the order of their fields. */
function presentChanges(pairs: Pairs, fields: ReadonlyMap<string, Shown>) {
  const keys = new Set([...fields.keys(), ...Object.keys(pairs)])
  return [...keys].flatMap((key) => {
    const pair = Object.hasOwn(pairs, key) ? pairs[key] : undefined
    if (!pair) return []
    const [before, after] = pair
    const { label, ...values } = fields.get(key) ?? named(key)
    return [{ field: key, label, before: shownValue(values, before), after: shownValue(values, after) }]
  })
}

/** Changes of terms, by the names of the API. */
function presentTermChanges(pairs: Pairs) {
  const labels = new Map(Object.entries(termLabels).map(([key, label]) => [key, named(label)]))
  const names: Readonly<Record<string, string>> = termNames
  const shown = (key: string, id: Json) =>
    key === 'owner_id' && typeof id === 'string' ? publicId('per', id) : id
  return presentChanges(pairs, labels).map(({ field, label, before, after }) => ({
    field: names[field] ?? field,
    label,
    before: shown(field, before),
    after: shown(field, after),
  }))
}

/** Outcomes as a table. */
export const outcomeTable: readonly TableColumn<Answered>[] = [
  { key: 'number', label: 'Number', cell: ({ number }) => number },
  { key: 'vendorId', label: 'Vendor id', cell: ({ vendorId }) => vendorId },
  { key: 'label', label: 'Record', cell: ({ label }) => label },
  { key: 'kind', label: 'Outcome', cell: ({ kind }) => kind },
  { key: 'reasonText', label: 'Reason', cell: ({ reasonText }) => reasonText },
  { key: 'personId', label: 'Person', cell: ({ personId }) => personId },
  { key: 'deviceId', label: 'Device', cell: ({ deviceId }) => deviceId },
  { key: 'saasApplicationId', label: 'SaaS application', cell: ({ saasApplicationId }) => saasApplicationId },
  { key: 'changes', label: 'Changes', cell: ({ changes }) => changes.map(changeText).join('; ') },
  { key: 'account', label: 'SaaS user', cell: ({ account }) => accountText(account) },
  { key: 'software', label: 'Software', cell: ({ software }) => softwareText(software) },
  { key: 'problems', label: 'Problems', cell: ({ problems }) => problems.map(problemText).join('; ') },
]

const accountText = (account: Answered['account']): string =>
  [...(account?.created ? ['created'] : []), ...(account?.changes ?? []).map(changeText)].join('; ')

const softwareText = (software: Answered['software']): string | null =>
  software && `${software.installed} installed, ${software.removed} removed`

const problemText = ({ field, message }: Answered['problems'][number]): string =>
  field ? `${field}: ${message}` : message

const changeText = ({ label, before, after }: Answered['changes'][number]): string =>
  before === null ? `${label}: ${valueText(after)}` : `${label}: ${valueText(before)} → ${valueText(after)}`

const valueText = (value: Json): string =>
  value === null ? '(empty)' : typeof value === 'string' ? value : JSON.stringify(value)
