import { z } from 'zod'
import type { Duplicate } from '../../client/duplicate.ts'
import { everyItem } from '../../client/every-item.ts'
import { defineCommand } from '../command.ts'
import { intentOf, showAndApply } from '../plan-and-apply.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { flag, limit, word } from './input.ts'
import { idOfPerson } from './people.ts'

const columns: readonly Column<Duplicate>[] = [
  { title: 'ONE', of: ({ first }) => first.email, shrinks: true },
  { title: 'OTHER', of: ({ second }) => second.email, shrinks: true },
  { title: 'WHY', of: ({ reasons }) => reasons.map(({ text }) => text).join('; '), shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

const plans = { '--plan': 'look only', '--apply': 'apply without asking', '--yes': 'the same as --apply' }
const two = z.object({ person: word, other: word, plan: flag, apply: flag, yes: flag })

/** `muster people duplicates|merge|split`. */
export const duplicateCommands = [
  defineCommand({
    usage: 'people duplicates',
    summary: 'People who may be the same, and why; muster people merge makes them one',
    options: {
      '--dismissed': 'those who were said not to be the same, instead',
      '--dismiss <id>': 'say that the two of this id are not the same person',
      '--restore <id>': 'have them suggested again',
      '--limit <n>': 'so many; 50 by default',
    },
    input: z.object({
      dismissed: flag,
      dismiss: word.optional(),
      restore: word.optional(),
      limit: limit(50),
    }),
    run: async (session, { dismissed = false, dismiss, restore, limit: most }) => {
      const { duplicates } = await session.api()
      const id = dismiss ?? restore
      if (id !== undefined) {
        const [act, told] =
          dismiss === undefined ? (['restore', ''] as const) : (['dismiss', 'not '] as const)
        session.show(await duplicates[act](id), `They are ${told}suggested again`)
        return undefined
      }
      const every = everyItem((wish) => duplicates.list({ ...wish, dismissed }), Math.min(most, 200))
      const pairs = await take(every, most)
      const table = tableText(columns, pairs, session.terminal.width)
      session.show(pairs, pairs.length === 0 ? 'No two people look like one' : table)
      return undefined
    },
  }),
  defineCommand({
    usage: 'people merge <person> <other>',
    summary: 'Make two people one: PERSON stays, OTHER becomes part of them; shown as a plan first',
    options: plans,
    input: two,
    run: async (session, { person, other, ...flags }) => {
      const client = await session.api()
      const ids = [await idOfPerson(client, person), await idOfPerson(client, other)] as const
      const run = await client.merges.create(...ids)
      const title = `What becomes of ${plainText(person)} and ${plainText(other)}`
      return showAndApply(session, { run, title, intent: intentOf(flags) })
    },
  }),
  defineCommand({
    usage: 'people split <person> <other>',
    summary: 'Take two people apart who became one; OTHER is the id of who became part of PERSON',
    options: plans,
    input: two,
    run: async (session, { person, other, ...flags }) => {
      const client = await session.api()
      const run = await client.merges.split(await idOfPerson(client, person), other)
      return showAndApply(session, { run, title: 'What becomes of the two', intent: intentOf(flags) })
    },
  }),
]
