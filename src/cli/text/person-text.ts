import type { Change, PersonDetail } from '../../client/person.ts'
import type { Field } from '../../client/types.ts'
import { byText } from './by-text.ts'
import { plainText } from './plain-text.ts'
import { tableText } from './table.ts'
import { timeText, valueText } from './values.ts'

/** A person, what changed of them last, and what their fields are called. */
interface Told {
  readonly person: PersonDetail
  readonly changes: readonly Change[]
  readonly fields: readonly Field[]
}

/** One person: values, SaaS users, and what changed last. */
export function personText({ person, changes, fields }: Told): string {
  const parts = [valueLines(person, fields), accountLines(person), changeLines(changes, fields)]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function valueLines(person: PersonDetail, fields: readonly Field[]): string[] {
  const filled = fields.filter(({ key, retired }) => !retired && (person.values[key] ?? '') !== '')
  const width = Math.max(...filled.map(({ label }) => label.length), 'Archived'.length)
  const lines = filled.map(
    ({ key, label }) => `${plainText(label).padEnd(width)}  ${valueText(person.values[key])}`,
  )
  const archived =
    person.archivedAt === null ? [] : [`${'Archived'.padEnd(width)}  ${timeText(person.archivedAt)}`]
  return [...lines, ...archived]
}

function accountLines({ saasUsers }: PersonDetail): string[] {
  if (saasUsers.length === 0) return []
  const table = tableText(
    [
      {
        title: 'APPLICATION',
        of: ({ application }) => `${application.vendor} ${application.instance}`.trim(),
      },
      { title: 'ACCOUNT', of: ({ label, vendorId }) => label ?? vendorId },
      { title: 'ROLE', of: ({ role }) => role ?? '' },
      { title: 'ACTIVE', of: activeText },
    ],
    saasUsers,
  )
  return table.split('\n')
}

function activeText({ active, goneAt, unmaintainedAt }: PersonDetail['saasUsers'][number]): string {
  const told = active === null ? 'not told' : valueText(active)
  return [told, goneAt && 'gone', unmaintainedAt && 'unmaintained'].filter(Boolean).join(', ')
}

function changeLines(changes: readonly Change[], fields: readonly Field[]): string[] {
  const labels = new Map(fields.map(({ key, label }) => [key, label]))
  const lines = changes.map(
    (change) => `${timeText(change.at)}  ${whatChanged(change, labels)}  (${byText(change)})`,
  )
  return lines.length === 0 ? [] : ['Changes, the newest first', ...lines.map((line) => `  ${line}`)]
}

function whatChanged(
  { object, kind, field, before, after }: Change,
  labels: ReadonlyMap<string, string>,
): string {
  const noun = object === 'saas_user' ? 'SaaS user' : ''
  if (field === null) return `${noun || 'person'} ${kind}`
  const label = object === 'saas_user' ? `${noun} ${field}` : (labels.get(field) ?? field)
  return `${plainText(label)}: ${valueText(before)} → ${valueText(after)}`
}
