import type { Load } from '../../connect/manifest.ts'
import type { Field } from '../../directory/field.ts'

/** The core field that says what a person may do here; loads give only roles without write rights. */
export const roleField = 'role'

/** What a mapping stands between: a vendor's list on one side, the directory's fields on the other. */
export interface MappingContext {
  readonly load: Load
  readonly fields: readonly Field[]
  /** The names of the roles without write rights. */
  readonly mappableRoles: readonly string[]
}

/** The fields a mapping may write by key, with the role's options reduced to those a load may give. */
export function targetFields({
  fields,
  mappableRoles,
}: Omit<MappingContext, 'load'>): ReadonlyMap<string, Field> {
  const open = fields.filter((field) => !field.retired)
  return new Map(
    open.map((field) => [field.key, field.key === roleField ? reduced(field, mappableRoles) : field]),
  )
}

function reduced(field: Field, labels: readonly string[]): Field {
  const stored = labels.map((label) => field.stored?.[field.options.indexOf(label)] ?? label)
  return { ...field, options: labels, stored }
}
