import type { z } from 'zod'
import type { KeptEdit } from '../../db/sync-tables.ts'
import type { Field, ObjectKind } from '../../directory/field.ts'
import type { HandWord } from '../../directory/hand-source.ts'
import { invalid } from '../../lib/errors.ts'
import { typedValues, type Writable, writtenFields } from '../hand-edits/rules.ts'
import type { BulkEdit } from './schema.ts'

const acts = { edit: 'updated', archive: 'archived', restore: 'restored' } as const

/** What is done, as its run keeps it. Throws `input.invalid` with what is wrong, at its place. */
export function keptEdit(
  { act, values: wanted, giveBack }: Omit<z.output<typeof BulkEdit>, 'people'>,
  { object, ...writable }: Writable & { readonly object: ObjectKind },
): KeptEdit {
  const values = typedValues(wanted, writable)
  const written = writtenFields({ values, giveBack }, writable)
  if (act === 'edit' && written.length === 0)
    throw invalid([{ field: 'values', message: 'name what is to be written, or given back' }])
  if (act !== 'edit' && written.length > 0)
    throw invalid([{ field: 'act', message: 'only an edit writes values or gives them back' }])
  return { object, act: acts[act], values, giveBack }
}

/** What a run does by hand. What is restored becomes what the sources say by now, in every field. */
export function wordOf({ object, act, values, giveBack }: KeptEdit, fields: readonly Field[]): HandWord {
  const named = new Set([...Object.keys(values), ...giveBack])
  const written = fields.filter(({ key, retired }) => (act === 'restored' ? !retired : named.has(key)))
  return { object: object === 'device' ? object : 'person', act, values, givenBack: giveBack, written }
}
