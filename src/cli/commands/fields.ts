import { z } from 'zod'
import type { Field } from '../../client/types.ts'
import { defineCommand } from '../command.ts'
import { fieldRules } from '../text/field-rules.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { editFieldCommand } from './edit-field.ts'
import { flag, names, objectInput, objectOption, word } from './input.ts'

const columns: readonly Column<Field>[] = [
  { title: 'LABEL', of: ({ label }) => label, shrinks: true },
  { title: 'KEY', of: ({ key }) => key },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'RULES', of: fieldRules, shrinks: true },
]

/** `muster fields …`. */
export const fieldCommands = [
  defineCommand({
    usage: 'fields',
    summary: 'The columns of people, or of devices',
    options: objectOption,
    input: z.object({ object: objectInput }),
    run: async (session, { object = 'person' }) => {
      const { items } = await (await session.api()).fields.list({ object })
      session.show(items, tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'fields add <label>',
    summary: 'Make a field of your own',
    options: {
      ...objectOption,
      '--type <type>': 'text, long_text, email, integer, decimal, boolean, date, datetime or choice',
      '--unique': 'no two may have the same value',
      '--mandatory': 'none may be without a value',
      '--options <list>': 'what a choice can be, separated by commas',
    },
    input: z.object({
      label: word,
      object: objectInput,
      type: word.default('text'),
      unique: flag,
      mandatory: flag,
      options: names.optional(),
    }),
    run: async (session, { object = 'person', unique = false, mandatory = false, options = [], ...said }) => {
      const client = await session.api()
      const field = await client.fields.create({ ...said, object, unique, mandatory, options })
      session.show(field, `Made the field "${plainText(field.label)}"; its key is ${field.key}`)
      return undefined
    },
  }),
  editFieldCommand,
]
