import type { Connector, Load } from '../../connect/manifest.ts'
import { fieldKey } from '../../directory/catalogue.ts'
import type { Field } from '../../directory/field.ts'
import type { Mapping } from './configuration.ts'
import type { Proposal } from './smart-mapping.ts'

/** A field that has to be made before something can be mapped to it. */
export interface NewField {
  readonly label: string
  readonly type: 'text'
  readonly unique: true
}

/**
 * Smart Mapping of the vendor's own id: to a unique field of the customer's that is to be made for it. Undefined where
 * the id is mapped already, and where there is such a field, which `proposeMapping` finds.
 */
export function proposeIdField(
  { load, vendor }: { readonly load: Load; readonly vendor: Pick<Connector, 'name'> },
  fields: readonly Field[],
  { entries }: Mapping,
): (Proposal & { readonly newField: NewField }) | undefined {
  const [id] = Object.entries(load.fields).find(([, { from }]) => from === load.id) ?? []
  const label = `${vendor.name} ${load.of === 'users' ? 'User' : 'Device'} ID`
  const target = fieldKey(label)
  const isMapped = entries.some(({ source }) => source.kind === 'field' && source.field === id)
  const isThere = fields.some(
    (field) => field.key === target || field.label.toLowerCase() === label.toLowerCase(),
  )
  if (id === undefined || isMapped || isThere) return undefined
  return {
    target,
    source: { kind: 'field', field: id },
    reason: `${vendor.name}’s own id of ${load.of === 'users' ? 'everybody, which stays when their address changes' : 'each device'}; the field is made`,
    newField: { label, type: 'text', unique: true },
  }
}
