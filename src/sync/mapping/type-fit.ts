import type { LoadFieldType } from '../../connect/manifest.ts'
import type { FieldType } from '../../directory/field.ts'

const anyText: readonly FieldType[] = ['text', 'long_text', 'choice']

const fits: Readonly<Record<LoadFieldType, readonly FieldType[]>> = {
  text: [...anyText, 'email', 'integer', 'decimal', 'boolean', 'date', 'datetime'],
  number: [...anyText, 'integer', 'decimal'],
  boolean: [...anyText, 'boolean'],
  datetime: ['text', 'long_text', 'date', 'datetime'],
  list: [],
}

/** Whether any value of the one type can become the other; a text may be a number, a list is never a date. */
export function canFit(from: LoadFieldType, to: FieldType): boolean {
  return fits[from].includes(to)
}

/** Stricter, for what is proposed unasked: yes or no stays yes or no, and a time stays a time. */
export function fitsNaturally(from: LoadFieldType, to: FieldType): boolean {
  if (from === 'boolean' || to === 'boolean') return from === to
  if (from === 'datetime') return to === 'date' || to === 'datetime'
  return canFit(from, to)
}
