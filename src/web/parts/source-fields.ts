import type { FactType, Mapping, Source } from '../../client/integration.ts'
import type { ConnectorLoad } from '../../client/types.ts'
import { objectOf, objectWords } from './object-words.ts'

/** A field of a record that can be mapped, or asked by a condition. */
export interface SourceField {
  readonly key: string
  readonly label: string
  readonly type: FactType
  readonly of: 'vendor' | 'custom' | 'muster'
  /** What it is, where its name does not tell. */
  readonly about?: string
}

const our = (part: string, label: string, about: string, type: FactType = 'text'): SourceField => ({
  key: `connect.${part}`,
  label,
  type,
  of: 'muster',
  about: `${about}. Only written along with another change.`,
})

/** What Muster itself knows of where a record comes from. */
const ours = (one: string): readonly SourceField[] => [
  our('syncTime', 'Connector Sync Time', `When the run began that last changed the ${one}`, 'datetime'),
  our('credentials', 'Connect: Credentials', 'The name of the credential it was read with'),
  our('integration', 'Connect: Integration', 'The name of the integration that loaded it'),
  our('run', 'Connect: Run', `The id of the run that last changed the ${one}, as in run_0198…`),
]

/** Everything that a record of this load can be mapped from: the vendor's fields, the customer's own, and ours. */
export function sourceFields(
  load: Pick<ConnectorLoad, 'fields' | 'of'>,
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
  return [...own, ...theirs, ...ours(objectWords[objectOf(load)].one)]
}

const sayConstant = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

/** What a source is called. */
export function sourceText(source: Source, fields: readonly SourceField[]): string {
  if (source.kind === 'constant') return `Always “${sayConstant(source.value)}”`
  if (source.kind === 'custom') return source.expression
  return fields.find(({ key }) => key === source.field)?.label ?? source.field
}
