import type { AskedType } from '../../lib/condition/asked-field.ts'

/** What a field of the directory can hold, in words. */
export const fieldTypeWords: Readonly<Record<string, string>> = {
  text: 'Text',
  long_text: 'Long text',
  email: 'E-mail address',
  integer: 'Whole number',
  decimal: 'Decimal number',
  boolean: 'Yes or no',
  date: 'Date',
  datetime: 'Date and time',
  choice: 'Choice',
}

const asked: Readonly<Record<string, AskedType>> = {
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
}

/** What can be asked of a field of this type. */
export const askedTypeOf = (type: string): AskedType => asked[type] ?? 'text'
