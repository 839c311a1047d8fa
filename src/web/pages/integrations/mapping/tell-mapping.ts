import type { Mapping } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { type SourceField, sourceText } from '../../../parts/source-fields.ts'
import type { Told } from '../meanwhile.tsx'

interface Names {
  readonly sources: readonly SourceField[]
  readonly fields: readonly Field[]
}

/** What differs between two mappings: where our fields come from, fields by path, and the sync keys. */
export function tellMapping(before: Mapping, after: Mapping, { sources, fields }: Names): readonly Told[] {
  const label = (key: string) => fields.find((field) => field.key === key)?.label ?? key
  const from = (mapping: Mapping, target: string) => {
    const entry = mapping.entries.find((one) => one.target === target)
    return entry ? [sourceText(entry.source, sources), entry.pipes].filter(Boolean).join(' | ') : 'not mapped'
  }
  const keys = ({ syncKeys }: Mapping) =>
    syncKeys.map(({ field, update }) => label(field) + (update ? '' : ' (only found by)')).join(', ') ||
    'none'
  const paths = ({ customFields = {} }: Mapping) =>
    Object.values(customFields)
      .map((field) => `${field.label}: ${field.from}`)
      .join('; ') || 'none'
  const targets = new Set([...before.entries, ...after.entries].map(({ target }) => target))
  const all: readonly Told[] = [
    ...[...targets].map((target) => ({
      label: label(target),
      before: from(before, target),
      after: from(after, target),
    })),
    { label: 'Fields by path', before: paths(before), after: paths(after) },
    { label: 'Sync keys', before: keys(before), after: keys(after) },
  ]
  return all.filter((one) => one.before !== one.after)
}
