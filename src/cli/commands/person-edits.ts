import { z } from 'zod'
import type { BulkEdit } from '../../client/bulk-edit.ts'
import type { PersonDetail } from '../../client/person.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import type { ExitCode } from '../exit-code.ts'
import { type Intent, intentOf, showAndApply } from '../plan-and-apply.ts'
import type { Session } from '../session.ts'
import { plainText } from '../text/plain-text.ts'
import { flag, names, word } from './input.ts'
import { idOfPerson } from './people.ts'

const person = z.object({ person: word })

/** `title=Head of Sales` as a field and its value; nothing behind the sign is an empty value. */
const assignment = z
  .string()
  .regex(/^[^=]+=/, 'must look like title="Head of Sales"')
  .transform((text): [string, string | null] => {
    const at = text.indexOf('=')
    return [text.slice(0, at).trim(), text.slice(at + 1).trim() || null]
  })

/** `muster people edit|archive|restore`. */
export const personEditCommands = [
  defineCommand({
    usage: 'people edit [person]',
    summary:
      'Write values of a person by hand, or of everybody who fits, as a plan first: they stay whatever is loaded, until they are given back',
    options: {
      '--filter <filter>': 'everybody of whom it is true: \'department eq "Sales"\'',
      '--set <values...>':
        'by the keys of fields: title="Head of Sales" department=; muster fields lists them',
      '--give-back <fields>': 'of these fields the sources decide again: title,department',
      '--plan': 'look only',
      '--apply': 'of many: apply without asking',
      '--yes': 'the same as --apply',
    },
    input: z.object({
      person: word.optional(),
      filter: word.optional(),
      set: z.array(assignment).default([]),
      giveBack: names.default([]),
      plan: flag,
      apply: flag,
      yes: flag,
    }),
    run: async (session, { person: wanted, filter, set, giveBack, ...flags }) => {
      if (set.length + giveBack.length === 0)
        throw invalid([{ field: '', message: 'say what to edit: --set or --give-back' }])
      if ((wanted === undefined) === (filter === undefined))
        throw invalid([{ field: '', message: 'say whom to edit: PERSON, or --filter for many' }])
      const patch = { values: Object.fromEntries(set), giveBack }
      if (filter !== undefined)
        return editMany(session, { people: { filter }, patch, intent: intentOf(flags) })
      const client = await session.api()
      const id = await idOfPerson(client, wanted ?? '')
      if (flags.plan) return editMany(session, { people: { ids: [id] }, patch, intent: 'plan' })
      const edited = await client.people.update(id, patch)
      const fields = [...set.map(([key]) => key), ...giveBack].join(', ')
      session.show(edited, `Changed ${nameOf(edited)}: ${plainText(fields)}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'people archive <person>',
    summary: 'Archive a person: they stay as they are, whatever is loaded',
    input: person,
    run: async (session, { person: wanted }) => {
      const client = await session.api()
      const archived = await client.people.archive(await idOfPerson(client, wanted))
      session.show(
        archived,
        `${nameOf(archived)} is archived; muster people restore ${archived.id} takes it back`,
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'people restore <person>',
    summary: 'Take an archived person back, as the sources say by now',
    input: person,
    run: async (session, { person: wanted }) => {
      const client = await session.api()
      const restored = await client.people.restore(await idOfPerson(client, wanted))
      session.show(restored, `${nameOf(restored)} is back`)
      return undefined
    },
  }),
]

interface ManyEdit {
  readonly people: BulkEdit['people']
  readonly patch: Pick<BulkEdit, 'values' | 'giveBack'>
  readonly intent: Intent
}

async function editMany(session: Session, { people, patch, intent }: ManyEdit): Promise<ExitCode> {
  const client = await session.api()
  const run = await client.bulkEdits.create({ act: 'edit', ...patch, people })
  return showAndApply(session, { run, title: 'What becomes of these people', intent })
}

const nameOf = ({ fullName, id }: PersonDetail): string => (fullName === null ? id : plainText(fullName))
