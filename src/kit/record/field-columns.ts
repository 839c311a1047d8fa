import { sql } from 'kysely'
import type { Field, FieldType } from '../../directory/field.ts'
import { objects } from '../../directory/object.ts'
import { keyColumn } from '../../directory/sql.ts'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import { type Column, type Columns, column, keysOf } from '../list/column.ts'

const askedTypes: Readonly<Record<FieldType, AskedType>> = {
  text: 'text',
  long_text: 'text',
  email: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  choice: 'text',
}

/** What lists of an object can be asked of these fields. */
export function fieldColumns(fields: readonly Field[]): Columns {
  return Object.fromEntries(
    fields.map((field): [string, Column] => {
      const { object, key, label, type, core, mandatory } = field
      const filled = core && mandatory
      const own = keyColumn(field)
      const isName = objects[object].called === key
      const further = own === key ? { filled } : { filled, key: own, isName }
      return [key, shown(column(key, askedTypes[type], label, further), field)]
    }),
  )
}

/** A column whose values are not what people see, but stand for it: the keys of roles. */
function shown(column: Column, { stored, options }: Field): Column {
  if (!stored?.length) return column
  const cases = stored.map((key, at) => sql`when ${key} then ${options[at] ?? key}`)
  const value = sql`case ${column.value} ${sql.join(cases, sql` `)} else ${column.value} end`
  return { ...column, value, ...keysOf(value, 'text') }
}
