import type { Load, LoadFieldType } from '../../connect/manifest.ts'
import type { CustomFields } from './configuration.ts'

/** A field that mapping and conditions can choose from; a volatile one differs in every run and is outside every hash. */
export interface SourceField {
  readonly key: string
  readonly label: string
  readonly type: LoadFieldType
  readonly volatile: boolean
}

/** Where the records of a run come from: the values of the fields `connect.…`. */
export interface Origin {
  /** ISO 8601, UTC. */
  readonly syncTime: string
  readonly credentials: string
  readonly integration: string
  readonly run: string
}

interface ConnectField extends SourceField {
  readonly part: keyof Origin
}

/** What Muster itself knows of a record's origin, offered for every load. */
export const connectFields: readonly ConnectField[] = [
  { ...connectField('syncTime', 'Connector Sync Time'), type: 'datetime' },
  connectField('credentials', 'Connect: Credentials'),
  connectField('integration', 'Connect: Integration'),
  connectField('run', 'Connect: Run'),
]

function connectField(part: keyof Origin, label: string): ConnectField {
  return { key: `connect.${part}`, label, type: 'text', volatile: true, part }
}

/** Everything a record of this load can be mapped from or judged by, in the order of the labels. */
export function loadFields(load: Load, customFields: CustomFields = {}): readonly SourceField[] {
  const theirs = Object.entries(withCustomFields(load, customFields).fields).map(
    ([key, { label, type, volatile = false }]) => ({ key, label, type, volatile }),
  )
  const ours = connectFields.map(({ part: _, ...field }) => field)
  return [...theirs, ...ours].sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** The load as an integration sees it: with the fields its customer added by path. */
export function withCustomFields(load: Load, customFields: CustomFields = {}): Load {
  return { ...load, fields: { ...customFields, ...load.fields } }
}
