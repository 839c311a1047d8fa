import { z } from 'zod'
import type { Field } from '../../client/types.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { flag, word } from './input.ts'

const columns: readonly Column<Field>[] = [
  { title: 'LABEL', of: ({ label }) => label, shrinks: true },
  { title: 'KEY', of: ({ key }) => key },
  { title: 'TYPE', of: ({ type }) => type },
  {
    title: 'RULES',
    of: ({ unique, mandatory, retired, options }) =>
      [
        unique && 'unique',
        mandatory && 'mandatory',
        retired && 'retired',
        options.length > 0 && `one of ${options.join(', ')}`,
      ]
        .filter((rule) => rule !== false)
        .join(', '),
    shrinks: true,
  },
]

/** `muster fields …`. */
export const fieldCommands = [
  defineCommand({
    usage: 'fields',
    summary: 'The columns of people',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).fields.list()
      session.show(items, tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'fields add <label>',
    summary: 'Make a field of your own',
    options: {
      '--type <type>': 'text, long_text, email, integer, decimal, boolean, date, datetime or choice',
      '--unique': 'no two people may have the same value',
      '--mandatory': 'nobody may be without a value',
      '--options <list>': 'what a choice can be, separated by commas',
    },
    input: z.object({
      label: word,
      type: word.default('text'),
      unique: flag,
      mandatory: flag,
      options: z
        .string()
        .transform((list) => list.split(',').flatMap((option) => option.trim() || []))
        .optional(),
    }),
    run: async (session, { label, type, unique = false, mandatory = false, options = [] }) => {
      const client = await session.api()
      const field = await client.fields.create({ label, type, unique, mandatory, options })
      session.show(field, `Made the field "${plainText(field.label)}"; its key is ${field.key}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'fields edit <field>',
    summary:
      'Edit a field, by its key or label; its key and type stay, and of Muster’s own all but the label',
    options: {
      '--label <label>': 'what it is called from now on',
      '--mandatory': 'nobody may be without a value',
      '--optional': 'people may be without a value',
    },
    input: z.object({ field: word, label: word.optional(), mandatory: flag, optional: flag }),
    run: async (session, { field: wanted, label, mandatory, optional }) => {
      if (mandatory && optional)
        throw invalid([{ field: '--mandatory', message: 'excludes --optional; choose one' }])
      if (!mandatory && !optional && label === undefined)
        throw invalid([{ field: '', message: 'say what to edit: --label, --mandatory or --optional' }])
      const client = await session.api()
      const named = (await client.fields.list()).items.map((field) => ({
        ...field,
        id: field.key,
        name: field.label,
      }))
      const { key } = findNamed(named, wanted) ?? missing('field', wanted, named)
      const field = await client.fields.update(key, {
        ...(label === undefined ? {} : { label }),
        ...(mandatory || optional ? { mandatory: mandatory === true } : {}),
      })
      const rule = field.mandatory ? 'mandatory' : 'optional'
      session.show(field, `"${plainText(field.label)}" (${field.key}) is ${rule}`)
      return undefined
    },
  }),
]
