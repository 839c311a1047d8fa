import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import type { Person } from '../../client/person.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { personText } from '../text/person-text.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { valueText } from '../text/values.ts'
import { fieldsOption, flag, limit, names, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const columns: readonly Column<Person>[] = [
  { title: 'NAME', of: ({ fullName }) => fullName ?? '', shrinks: true },
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
      fields: names.optional(),
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
      const text = personText({ person, changes: changes.items, fields: fields.items })
      session.show({ person, changes: changes.items }, text)
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

function textOf({ values }: Person, key: string): string {
  const value = values[key]
  return typeof value === 'string' ? value : ''
}
