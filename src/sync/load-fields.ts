import type { Load, LoadFieldType } from '../connect/manifest.ts'
import type { CustomFields } from './configuration.ts'

/** A field that mapping and conditions can choose from; a volatile one differs in every run and is outside every hash. */
export interface SourceField {
  readonly key: string
  readonly label: string
  readonly type: LoadFieldType
  readonly volatile: boolean
}

/** What Muster itself knows of a record's origin, offered for every load. */
export const connectFields: readonly SourceField[] = [
  { key: 'connect.syncTime', label: 'Connector Sync Time', type: 'datetime', volatile: true },
  { key: 'connect.credentials', label: 'Connect: Credentials', type: 'text', volatile: true },
  { key: 'connect.integration', label: 'Connect: Integration', type: 'text', volatile: true },
  { key: 'connect.run', label: 'Connect: Run', type: 'text', volatile: true },
]

/** Everything a record of this load can be mapped from or judged by, in the order of the labels. */
export function loadFields(load: Load, customFields: CustomFields = {}): readonly SourceField[] {
  const theirs = Object.entries(withCustomFields(load, customFields).fields).map(
    ([key, { label, type }]) => ({ key, label, type, volatile: false }),
  )
  return [...theirs, ...connectFields].sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** The load as an integration sees it: with the fields its customer added by path. */
export function withCustomFields(load: Load, customFields: CustomFields = {}): Load {
  return { ...load, fields: { ...customFields, ...load.fields } }
}
