import type { FieldChange, Outcome, OutcomeKind, Run } from '../../client/run.ts'
import { countText } from '../../lib/counts.ts'
import { brakeLines } from './brake-lines.ts'
import { countIn, ledgerBlock } from './ledger.ts'
import { plainText } from './plain-text.ts'
import { undoLine } from './undo-text.ts'
import { valueText } from './values.ts'
import { pad, widthOf } from './width.ts'

/** Some outcomes of one kind, to stand for all of them. */
export interface Sample {
  readonly kind: OutcomeKind
  readonly items: readonly Outcome[]
}

/** How to see all outcomes of a kind; undefined where there is no good way to say it. */
export type SeeAll = (run: Run, kind: OutcomeKind) => string | undefined

const byCommand: SeeAll = ({ id }, kind) => `muster run show ${id} --kind ${kind}`

/** A plan as a person judges it: the counts, then who is concerned and how. */
export function planText(run: Run, samples: readonly Sample[], seeAll: SeeAll = byCommand): string {
  const groups = samples
    .filter(({ items }) => items.length > 0)
    .map((sample) => sampleText(run, sample, seeAll(run, sample.kind)))
  const warned = [...brakeLines(run), ...run.remarks.map((text) => `  ${plainText(text)}`)]
  const warnings = warned.length > 0 ? [['Warnings', ...warned].join('\n')] : []
  return [ledgerBlock(run), ...warnings, ...groups, ...afterUndo(run)].join('\n\n')
}

const afterUndo = (run: Run): string[] => (run.kind === 'undo' ? [`  ${undoLine(run)}`] : [])

const headings: Readonly<Record<OutcomeKind, string>> = {
  created: 'Created',
  updated: 'Updated',
  archived: 'Archived',
  restored: 'Brought back',
  skipped: 'Skipped',
  failed: 'Failed',
  held: 'Held',
  gone: 'Gone',
}

function sampleText(run: Run, { kind, items }: Sample, seeAll: string | undefined): string {
  const total = countIn(run, kind)
  const more = total - items.length
  const heading =
    more > 0 ? `${headings[kind]} (${countText(items.length)} of ${countText(total)})` : headings[kind]
  const rest = more > 0 ? [`  … and ${[`${countText(more)} more`, seeAll ?? []].flat().join(': ')}`] : []
  return [heading, ...outcomesText(run, { kind, items }), ...rest].join('\n')
}

/** Outcomes of one kind, person by person. */
export function outcomesText(run: Pick<Run, 'links'>, { kind, items }: Sample): readonly string[] {
  if (kind === 'updated') return items.flatMap(run.links ? linkedLines : updatedLines)
  const line = lines[kind] ?? reasonLine
  return aligned(items.map(line))
}

function updatedLines(item: Outcome): string[] {
  const changes = item.changes.map((change) => `    ${changeText(change)}`)
  const stays = saidOf(item).map((said) => `    ${said}`)
  return [`  ${nameOf(item)}`, ...changes, ...accountLines(item), ...stays]
}

/** A SaaS user, and whose it becomes. */
const linkedLines = (item: Outcome): string[] => [
  `  ${nameOf(item)}`,
  ...(item.account?.changes ?? []).map((change) => `    ${changeText(change)}`),
]

function accountLines({ account }: Outcome): string[] {
  if (!account) return []
  if (account.created) return ['    SaaS user: new']
  return account.changes.map((change) =>
    // Ids say nothing to people; that an account found its person does.
    change.field === 'person'
      ? `    SaaS user: ${change.after === null ? 'no longer' : 'now'} linked to this person`
      : `    SaaS user, ${changeText(change)}`,
  )
}

function changeText({ label, before, after }: FieldChange): string {
  return `${plainText(label)}: ${valueText(before)} → ${valueText(after)}`
}

function nameOf({ label, vendorId }: Outcome): string {
  return plainText(label ?? '') || plainText(vendorId)
}

type Line = readonly [name: string, note: string]

const lines: Partial<Record<OutcomeKind, (item: Outcome) => Line>> = { created: createdLine, gone: goneLine }

function createdLine(item: Outcome): Line {
  const [first, last, email] = ['first_name', 'last_name', 'email'].map((field) => afterOf(item, field))
  const name = [first, last].filter(Boolean).join(' ') || nameOf(item)
  return [name, email === name ? '' : (email ?? '')]
}

function goneLine(item: Outcome): Line {
  const marks = item.account?.changes.map(({ field }) => marksOfGone[field] ?? field) ?? []
  return [nameOf(item), marks.length > 0 ? `SaaS user ${marks.join(' and ')}` : '']
}

const marksOfGone: Readonly<Record<string, string>> = { gone: 'marked as gone', active: 'deactivated' }

function afterOf({ changes }: Outcome, field: string): string {
  const after = changes.find((change) => change.field === field)?.after
  return typeof after === 'string' ? plainText(after) : ''
}

/** The problems say more than the reason they have in common; fields with the same problem share a sentence. */
function reasonLine(item: Outcome): Line {
  const said = saidOf(item).join('; ') || plainText(item.reasonText ?? item.reason ?? '')
  return [nameOf(item), [said, ...accountLines(item).map((line) => line.trim())].join('; ')]
}

function saidOf(item: Outcome): string[] {
  const fields = Map.groupBy(item.problems, ({ message }) => message)
  return [...fields].map(([message, problems]) => {
    const names = problems.map(({ field }) => field).filter((field) => field !== '')
    return plainText(names.length > 0 ? `${names.join(', ')}: ${message}` : message)
  })
}

function aligned(lines: readonly Line[]): string[] {
  const width = Math.max(0, ...lines.map(([name]) => widthOf(name)))
  return lines.map(([name, note]) => `  ${pad(name, width)}  ${note}`.trimEnd())
}
