import { z } from 'zod'
import { invalid } from '../../lib/errors.ts'

/** A name or an id that was typed. */
export const word = z.string().trim().min(1, 'is empty')

/** Several words, separated by commas. */
export const names = z.string().transform((list) => list.split(',').flatMap((name) => name.trim() || []))

/** A flag without a value. */
export const flag = z.boolean().optional()

/** A day of the calendar, or `none` where there is none. */
export const lastDay = z
  .union([z.literal('none').transform(() => null), z.iso.date()], 'must be a day such as 2027-01-31, or none')
  .optional()

/** How many items to show. */
export const limit = (usual: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100_000, 'must be at most 100,000')
    .default(usual)

/** A TCP port of this machine; 0 takes any that is free. */
export const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be at least 0')
  .max(65_535, 'must be at most 65,535')
  .default(4600)

/** Says what a port is for. */
export const portOption = {
  '--port <port>': 'answer on this TCP port; 4600 by default, 0 takes a free one',
}

/** What every list can be asked for, in the words of the API. */
export const listOptions = {
  '--filter <filter>': 'only those it is true of: \'department eq "Sales" and start_date gt 2026-01-31\'',
  '--sort <fields>': 'in this order: department,-start_date',
}
export const listInput = { filter: word.optional(), sort: word.optional() }

/** The columns a list is shown in instead of the usual ones. */
export const fieldsOption = { '--fields <fields>': 'these columns: username,department' }

/** Whose fields are meant. */
export const objectOption = { '--object <object>': 'person, as usual, or device' }
export const objectInput = z.enum(['person', 'device']).optional()

/** How far what is done to many goes. */
export const intentOptions = {
  '--plan': 'look only',
  '--apply': 'apply without asking',
  '--yes': 'the same as --apply',
}
export const intentInput = { plan: flag, apply: flag, yes: flag }

/** What a command is about: one that was named, or all that a filter is true of. Throws `input.invalid` for both, or neither. */
export function chosen(
  noun: string,
  one: string | undefined,
  filter: string | undefined,
): { readonly one: string } | { readonly filter: string } {
  if (one !== undefined && filter === undefined) return { one }
  if (filter !== undefined && one === undefined) return { filter }
  throw invalid([{ field: '', message: `say which: ${noun.toUpperCase()}, or --filter for many` }])
}
