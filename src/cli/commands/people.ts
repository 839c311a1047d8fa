import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import type { Change, Person, PersonDetail } from '../../client/person.ts'
import type { Field } from '../../client/types.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { byText } from '../text/by-text.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText, valueText } from '../text/values.ts'
import { fieldsInput, fieldsOption, flag, limit, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const columns: readonly Column<Person>[] = [
  { title: 'NAME', of: nameOf, shrinks: true },
  { title: 'EMAIL', of: (person) => textOf(person, 'email'), shrinks: true },
  { title: 'ROLE', of: (person) => textOf(person, 'role'), shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

/** A column for each of these fields. Throws `input.invalid` for those that nobody has. */
function columnsOf(fields: readonly string[]): readonly Column<Person>[] {
  return fields.map((key) => ({
    title: key.toUpperCase(),
    of: (person) => valueText(fieldOf(person, key)),
    shrinks: true,
  }))
}

function fieldOf(person: Person, key: string): Json {
  const own: Readonly<Record<string, Json>> = { ...person.values, id: person.id, createdAt: person.createdAt }
  if (Object.hasOwn(own, key)) return own[key] ?? null
  const message = `is no field of people; they have ${Object.keys(own).join(', ')}`
  throw invalid([{ field: '--fields', message: `"${plainText(key)}" ${message}` }])
}

/** `muster people …`. */
export const peopleCommands = [
  defineCommand({
    usage: 'people [search]',
    summary: 'Who is in the directory; SEARCH is a part of a name, username or e-mail address',
    options: {
      '--archived': 'archived people instead',
      ...viewedOptions,
      ...fieldsOption,
      '--limit <n>': 'so many; 50 by default',
    },
    input: z.object({
      search: word.optional(),
      archived: flag,
      ...viewedInput,
      fields: fieldsInput,
      limit: limit(50),
    }),
    run: async (session, { fields, limit: most, ...said }) => {
      const client = await session.api()
      const { asked, group: by } = await askedOf(session, 'people', said)
      // Whoever says which fields wants rows.
      if (by !== undefined && !fields) {
        showGroups(session, await client.people.groups({ ...asked, by }), { by, many: 'people' })
        return undefined
      }
      // One more than wanted, to know whether there are more.
      const list = everyItem((wish) => client.people.list({ ...wish, ...asked }), Math.min(most + 1, 200))
      const found = await take(list, most + 1)
      const people = found.slice(0, most)
      const more = found.length > most ? '\n… and more: give a search, or --limit' : ''
      const table = `${tableText(fields ? columnsOf(fields) : columns, people, session.terminal.width)}${more}`
      session.show(people, people.length === 0 ? nobody(asked.search ?? asked.filter) : table)
      return undefined
    },
  }),
  defineCommand({
    usage: 'people show <person>',
    summary: 'One person, by id, username or e-mail address: values, SaaS users, and what changed last',
    input: z.object({ person: word }),
    run: async (session, { person: wanted }) => {
      const client = await session.api()
      const id = await idOfPerson(client, wanted)
      const person = await client.people.get(id)
      const [fields, changes] = await Promise.all([
        client.fields.list(),
        client.people.changes(id, { limit: 10 }),
      ])
      const parts = [
        valueLines(person, fields.items),
        accountLines(person),
        changeLines(changes.items, fields.items),
      ]
      session.show(
        { person, changes: changes.items },
        parts
          .filter((lines) => lines.length > 0)
          .map((lines) => lines.join('\n'))
          .join('\n\n'),
      )
      return undefined
    },
  }),
]

/** The id of the person of an id, a username or an e-mail address, archived or not. Throws `not.found`. */
export async function idOfPerson(client: Client, wanted: string): Promise<string> {
  if (/^per_[0-9a-f]{32}$/.test(wanted)) return wanted
  const name = wanted.toLowerCase()
  const isMeant = (person: Person) =>
    ['username', 'email'].some((key) => textOf(person, key).toLowerCase() === name)
  for (const archived of [false, true]) {
    const list = everyItem((wish) => client.people.list({ ...wish, search: wanted, archived }))
    for await (const person of list) if (isMeant(person)) return person.id
  }
  throw new AppError(
    'not.found',
    `Nobody has the id, username or e-mail address "${plainText(wanted)}"; to look for parts of a name: muster people SEARCH`,
  )
}

function nobody(search: string | undefined): string {
  return search === undefined
    ? 'Nobody is in the directory yet. To begin: muster load planhat'
    : `Nobody fits "${plainText(search)}"`
}

function nameOf(person: Person): string {
  const full = [textOf(person, 'first_name'), textOf(person, 'last_name')]
    .filter((part) => part !== '')
    .join(' ')
  return full || textOf(person, 'display_name') || textOf(person, 'username')
}

function textOf({ values }: Person, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}

function valueLines(person: PersonDetail, fields: readonly Field[]): string[] {
  const filled = fields.filter(({ key, retired }) => !retired && (person.values[key] ?? '') !== '')
  const width = Math.max(...filled.map(({ label }) => label.length), 'Archived'.length)
  const lines = filled.map(
    ({ key, label }) => `${plainText(label).padEnd(width)}  ${valueText(person.values[key])}`,
  )
  const archived =
    person.archivedAt === null ? [] : [`${'Archived'.padEnd(width)}  ${timeText(person.archivedAt)}`]
  return [...lines, ...archived]
}

function accountLines({ saasUsers }: PersonDetail): string[] {
  if (saasUsers.length === 0) return []
  const table = tableText(
    [
      {
        title: 'APPLICATION',
        of: ({ application }) => `${application.vendor} ${application.instance}`.trim(),
      },
      { title: 'ACCOUNT', of: ({ label, vendorId }) => label ?? vendorId },
      { title: 'ROLE', of: ({ role }) => role ?? '' },
      { title: 'ACTIVE', of: activeText },
    ],
    saasUsers,
  )
  return table.split('\n')
}

function activeText({ active, goneAt, unmaintainedAt }: PersonDetail['saasUsers'][number]): string {
  const told = active === null ? 'not told' : valueText(active)
  return [told, goneAt && 'gone', unmaintainedAt && 'unmaintained'].filter(Boolean).join(', ')
}

function changeLines(changes: readonly Change[], fields: readonly Field[]): string[] {
  const labels = new Map(fields.map(({ key, label }) => [key, label]))
  const lines = changes.map(
    (change) => `${timeText(change.at)}  ${whatChanged(change, labels)}  (${byText(change)})`,
  )
  return lines.length === 0 ? [] : ['Changes, the newest first', ...lines.map((line) => `  ${line}`)]
}

function whatChanged(
  { object, kind, field, before, after }: Change,
  labels: ReadonlyMap<string, string>,
): string {
  const noun = object === 'saas_user' ? 'SaaS user' : ''
  if (field === null) return `${noun || 'person'} ${kind}`
  const label = object === 'saas_user' ? `${noun} ${field}` : (labels.get(field) ?? field)
  return `${plainText(label)}: ${valueText(before)} → ${valueText(after)}`
}
