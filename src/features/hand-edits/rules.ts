import type { Field, ObjectKind } from '../../directory/field.ts'
import type { Refused } from '../../directory/hand-plan.ts'
import type { HandWord } from '../../directory/hand-source.ts'
import { convert } from '../../lib/convert.ts'
import { AppError, invalid, type Problem } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'

/** What an edit by hand may write. */
export interface Writable {
  readonly fields: readonly Field[]
  /** The roles that may be given, by their labels. */
  readonly roles: readonly string[]
}

type Wanted = Readonly<Record<string, Json>>

/** Values in their fields' types. Throws `input.invalid` with what is wrong with each, at its place. */
export function typedValues(wanted: Wanted, { fields, roles }: Writable): HandWord['values'] {
  const problems: Problem[] = []
  const values = Object.entries(wanted).map(([key, value]) => {
    const field = fields.find((known) => known.key === key)
    const found = field ? convertFor(field, value, roles) : { problem: 'There is no such field' }
    if ('problem' in found) problems.push({ field: `values.${key}`, message: found.problem })
    return [key, 'value' in found ? found.value : null] as const
  })
  if (problems.length > 0) throw invalid(problems)
  // A value of one of our types is one of these.
  return Object.fromEntries(values) as HandWord['values']
}

function convertFor({ key, type, options, stored }: Field, value: Json, roles: readonly string[]) {
  const allowed = key === 'role' ? options.filter((option) => roles.includes(option)) : options
  const found = convert(type, value, allowed)
  if ('problem' in found || typeof found.value !== 'string' || !stored) return found
  return { value: stored[options.indexOf(found.value)] ?? null }
}

/** The fields that are written or given back. Throws `input.invalid` for one that there is not, and for one that is both. */
export function writtenFields(
  { values, giveBack }: Pick<HandWord, 'values'> & { readonly giveBack: readonly string[] },
  { fields }: Writable,
): readonly Field[] {
  const known = new Set(fields.map(({ key }) => key))
  const problems = giveBack.flatMap((key, at) => {
    const misfit = known.has(key)
      ? key in values && 'is written, too; do one of the two'
      : 'There is no such field'
    return misfit ? [{ field: `giveBack[${at}]`, message: misfit }] : []
  })
  if (problems.length > 0) throw invalid(problems)
  return fields.filter(({ key }) => Object.hasOwn(values, key) || giveBack.includes(key))
}

const misfits: Readonly<Record<ObjectKind, Readonly<Record<string, string>>>> = {
  person: {
    archived: 'This person is archived; restore them first',
    erased: 'This person was erased, and nothing is left that could come back',
    present: 'This person is not archived',
    merged: 'This person became part of somebody; take the two apart first',
  },
  device: {
    archived: 'This device is archived; restore it first',
    present: 'This device is not archived',
  },
}

/** What an edit was of, and what of it whoever asked may know. */
interface Edited {
  readonly object: ObjectKind
  readonly fields: readonly Field[]
  /** Whether whoever has a value already, and what sources say, may be told. */
  readonly seesAll: boolean
}

/** Why an edit did not go, at the place of what was wrong. */
export function refusal({ reason, problems }: Refused, { object, fields, seesAll }: Edited): AppError {
  const misfit = misfits[object][reason]
  if (misfit) return new AppError('conflict', misfit)
  return invalid(
    problems.map(({ field, message }) => ({
      field: `values.${fields.find(({ label }) => label === field)?.key ?? field}`,
      message: messageOf(reason, message, seesAll),
    })),
  )
}

function messageOf(reason: string, message: string, seesAll: boolean): string {
  if (reason === 'mandatory') return 'is mandatory, so it cannot be empty'
  if (seesAll) return message
  if (reason === 'taken') return 'already belongs to somebody else'
  if (reason === 'filled') return 'cannot be emptied by hand, for a source fills it; write another value'
  return message
}
