import type { Json } from '../lib/value.ts'

/** The kinds of directory objects that have fields, and that loads fill. */
export const objectKinds = ['person', 'device'] as const
export type ObjectKind = (typeof objectKinds)[number]

/** The types a field of the directory can have; each has one PostgreSQL type and one way to convert. */
export const fieldTypes = [
  'text',
  'long_text',
  'email',
  'integer',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'choice',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** A column of a directory object: core, or made by the customer. */
export interface Field {
  readonly object: ObjectKind
  /** Column name; never changes. */
  readonly key: string
  readonly label: string
  readonly type: FieldType
  readonly unique: boolean
  readonly mandatory: boolean
  /** The only values a `choice` may take; stored as written here. */
  readonly options: readonly string[]
  /** What is stored for each option, where that is not the option itself: the keys of roles, whose labels may change. */
  readonly stored?: readonly string[]
  readonly core: boolean
  /** What Muster calls a field of its own, whatever it is called here; null: it is a customer's. */
  readonly usualLabel: string | null
  readonly retired: boolean
}

/** What a field is known by outside: the key of a field of people, `device.model` of another object's. */
export const fieldId = ({ object, key }: Pick<Field, 'object' | 'key'>): string =>
  object === 'person' ? key : `${object}.${key}`

/** The object and the key that an id of a field stands for. */
export function fieldOf(id: string): Pick<Field, 'object' | 'key'> {
  const [object = '', key] = id.split('.', 2)
  const kind = objectKinds.find((known) => known === object)
  return kind && key !== undefined ? { object: kind, key } : { object: 'person', key: id }
}

/** Whether a field changes all the time and means little each time: written without an outcome and without history. */
export const isQuiet = (field: Pick<Field, 'object' | 'key'>): boolean =>
  fieldId(field) === 'device.last_seen'

/** A value as people see it: the label of a role instead of its key. */
export function shownValue({ stored, options }: Pick<Field, 'stored' | 'options'>, value: Json): Json {
  const at = typeof value === 'string' ? (stored?.indexOf(value) ?? -1) : -1
  return options[at] ?? value
}
