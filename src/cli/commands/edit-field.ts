import { z } from 'zod'
import type { FieldPatch } from '../../client/types.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { getField } from '../named.ts'
import { fieldRules } from '../text/field-rules.ts'
import { plainText } from '../text/plain-text.ts'
import { flag, names, objectInput, objectOption, word } from './input.ts'

const input = z.object({
  field: word,
  object: objectInput,
  label: word.optional(),
  unique: flag,
  mandatory: flag,
  optional: flag,
  options: names.optional(),
  retire: flag,
  restore: flag,
})

/** `muster fields edit`. */
export const editFieldCommand = defineCommand({
  usage: 'fields edit <field>',
  summary: 'Edit a field, by its key or label; its key and type stay, and of Muster’s own all but the label',
  options: {
    ...objectOption,
    '--label <label>': 'what it is called from now on',
    '--unique': 'no two may have the same value; it stays so',
    '--mandatory': 'none may be without a value',
    '--optional': 'they may be without a value',
    '--options <list>': 'all that a choice can be from now on, separated by commas',
    '--retire': 'show it nowhere; its values are kept',
    '--restore': 'show it again',
  },
  input,
  run: async (session, { field: wanted, object, ...said }) => {
    const patch = patchOf(said)
    const client = await session.api()
    const { id } = await getField(client, wanted, object)
    const field = await client.fields.update(id, patch)
    const rules = fieldRules(field) || 'optional'
    session.show(field, `"${plainText(field.label)}" (${field.key}) is ${plainText(rules)}`)
    return undefined
  },
})

function patchOf({
  mandatory,
  optional,
  retire,
  restore,
  ...said
}: Omit<z.output<typeof input>, 'field' | 'object'>): FieldPatch {
  if (mandatory && optional)
    throw invalid([{ field: '--mandatory', message: 'excludes --optional; choose one' }])
  if (retire && restore) throw invalid([{ field: '--retire', message: 'excludes --restore; choose one' }])
  const patch = {
    ...(said.label !== undefined && { label: said.label }),
    ...(said.unique && { unique: true as const }),
    ...(said.options && { options: said.options }),
    ...((mandatory || optional) && { mandatory: mandatory === true }),
    ...((retire || restore) && { retired: retire === true }),
  }
  if (Object.keys(patch).length > 0) return patch
  const message =
    'say what to edit: --label, --unique, --mandatory, --optional, --options, --retire or --restore'
  throw invalid([{ field: '', message }])
}
