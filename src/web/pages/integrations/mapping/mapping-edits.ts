import type { CustomField, Mapping, Source, SyncKey } from '../../../../client/integration.ts'

/** Maps a field of ours from a source, instead of whatever it came from; without one, it comes from nowhere. */
export function mapTarget(
  mapping: Mapping,
  target: string,
  source: Source | undefined,
  pipes?: string,
): Mapping {
  const others = mapping.entries.filter((entry) => entry.target !== target)
  const at = mapping.entries.findIndex((entry) => entry.target === target)
  if (source === undefined)
    return { ...mapping, entries: others, syncKeys: mapping.syncKeys.filter(({ field }) => field !== target) }
  const entry = { target, source, ...(pipes ? { pipes } : {}) }
  const entries =
    at < 0 ? [...others, entry] : mapping.entries.map((old, index) => (index === at ? entry : old))
  return { ...mapping, entries }
}

/** The targets that a field of the load is written to. */
export const targetsOf = (mapping: Mapping, field: string): readonly string[] =>
  mapping.entries.flatMap(({ target, source }) =>
    source.kind === 'field' && source.field === field ? [target] : [],
  )

/** Adds a sync key behind the others: the first writes its value too, the others only find. */
export function addSyncKey(mapping: Mapping, field: string): Mapping {
  if (mapping.syncKeys.some((key) => key.field === field)) return mapping
  return { ...mapping, syncKeys: [...mapping.syncKeys, { field, update: mapping.syncKeys.length === 0 }] }
}

export const removeSyncKey = (mapping: Mapping, field: string): Mapping => ({
  ...mapping,
  syncKeys: mapping.syncKeys.filter((key) => key.field !== field),
})

export const setSyncKey = (mapping: Mapping, changed: SyncKey): Mapping => ({
  ...mapping,
  syncKeys: mapping.syncKeys.map((key) => (key.field === changed.field ? changed : key)),
})

/** Asks this sync key before the one that is asked before it now. */
export function raiseSyncKey(mapping: Mapping, field: string): Mapping {
  const at = mapping.syncKeys.findIndex((key) => key.field === field)
  const [above, key] = [mapping.syncKeys[at - 1], mapping.syncKeys[at]]
  if (!above || !key) return mapping
  const syncKeys = mapping.syncKeys.with(at - 1, key).with(at, above)
  return { ...mapping, syncKeys }
}

/** Adds a field by path; its key is made from its name. */
export function addCustomField(mapping: Mapping, field: CustomField): Mapping {
  const known = mapping.customFields ?? {}
  const plain =
    field.label
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'field'
  const keys = [`custom.${plain}`, ...Array.from({ length: 99 }, (_, at) => `custom.${plain}-${at + 2}`)]
  const key = keys.find((wanted) => !(wanted in known)) ?? `custom.${plain}`
  return { ...mapping, customFields: { ...known, [key]: field } }
}

/** Removes a field by path, and with it whatever was mapped from it. */
export function removeCustomField(mapping: Mapping, key: string): Mapping {
  const { [key]: _, ...customFields } = mapping.customFields ?? {}
  const cleared = targetsOf(mapping, key).reduce(
    (without, target) => mapTarget(without, target, undefined),
    mapping,
  )
  return { ...cleared, customFields }
}
