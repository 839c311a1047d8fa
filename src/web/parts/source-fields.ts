import type { FactType, Mapping, Source } from '../../client/integration.ts'
import type { ConnectorLoad } from '../../client/types.ts'

/** A field of a record that can be mapped, or asked by a condition. */
export interface SourceField {
  readonly key: string
  readonly label: string
  readonly type: FactType
  readonly of: 'vendor' | 'custom' | 'muster'
}

/** What Muster itself knows of where a record comes from. */
const ours: readonly SourceField[] = [
  { key: 'connect.syncTime', label: 'Connector Sync Time', type: 'datetime', of: 'muster' },
  { key: 'connect.credentials', label: 'Connect: Credentials', type: 'text', of: 'muster' },
  { key: 'connect.integration', label: 'Connect: Integration', type: 'text', of: 'muster' },
  { key: 'connect.run', label: 'Connect: Run', type: 'text', of: 'muster' },
]

/** Everything that a record of this load can be mapped from: the vendor's fields, the customer's own, and ours. */
export function sourceFields(
  load: Pick<ConnectorLoad, 'fields'>,
  { customFields = {} }: Pick<Mapping, 'customFields'>,
): readonly SourceField[] {
  // The server says which types there are; they are these.
  const theirs = load.fields.map(({ key, label, type }) => ({
    key,
    label,
    type: type as FactType,
    of: 'vendor' as const,
  }))
  const own = Object.entries(customFields).map(([key, { label, type }]) => ({
    key,
    label,
    type,
    of: 'custom' as const,
  }))
  return [...own, ...theirs, ...ours]
}

const sayConstant = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

/** What a source is called. */
export function sourceText(source: Source, fields: readonly SourceField[]): string {
  if (source.kind === 'constant') return `Always “${sayConstant(source.value)}”`
  if (source.kind === 'custom') return source.expression
  return fields.find(({ key }) => key === source.field)?.label ?? source.field
}
