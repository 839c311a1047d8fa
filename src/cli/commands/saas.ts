import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { ApplicationPatch, SaasApplication } from '../../client/person.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { countText } from '../text/numbers.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { costText, priceText, termLines, unusedText } from '../text/terms.ts'
import { word } from './input.ts'
import { idOfPerson } from './people.ts'

const columns: readonly Column<SaasApplication>[] = [
  { title: 'APPLICATION', of: nameOf, shrinks: true },
  { title: 'USERS', of: ({ users }) => countText(users), align: 'right' },
  { title: 'ACTIVE', of: ({ active }) => countText(active), align: 'right' },
  { title: 'INACTIVE', of: ({ inactive }) => countText(inactive), align: 'right' },
  { title: 'UNUSED SEATS', of: unusedText, align: 'right' },
  { title: 'COST OF INACTIVE', of: costText, align: 'right' },
  { title: 'RENEWS', of: ({ renewalDate }) => renewalDate ?? 'unknown' },
  { title: 'ID', of: ({ id }) => id },
]

/** A term; "none" makes it unknown. */
const term = <T extends z.ZodType>(type: T) =>
  z.union([z.literal('none').transform(() => null), type], 'must be a value of its kind, or none').optional()

const number = z.coerce.number('must be a number, or none')

/** `muster saas …`. */
export const saasCommands = [
  defineCommand({
    usage: 'saas',
    summary: 'SaaS applications: who uses them, unused seats, and what inactive SaaS users cost',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).saasApplications.list()
      const none = 'No application is known yet: an integration that loads SaaS users brings it along'
      session.show(items, items.length === 0 ? none : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'saas show <application>',
    summary: 'One SaaS application, by its name or id: counts and terms',
    input: z.object({ application: word }),
    run: async (session, { application: wanted }) => {
      const application = await getApplication(await session.api(), wanted)
      session.show(application, termLines(application).join('\n'))
      return undefined
    },
  }),
  defineCommand({
    usage: 'saas edit <application>',
    summary:
      'Say what no vendor tells of an application; what is left out stays, and "none" makes it unknown',
    options: {
      '--seats <n>': 'how many were bought',
      '--price <amount>': 'what a seat costs in one period',
      '--per <period>': 'month or year; month by default',
      '--currency <code>': 'of the price: EUR',
      '--renewal <day>': 'when the contract is renewed, or ends: 2027-01-31',
      '--owner <person>': 'who answers for it, by id, username or e-mail address',
      '--notes <text>': 'what else there is to know',
    },
    input: z.object({
      application: word,
      seats: term(number),
      price: term(number),
      per: z.enum(['month', 'year']).optional(),
      currency: term(word),
      renewal: term(word),
      owner: term(word),
      notes: term(word),
    }),
    run: async (session, { application: wanted, owner, ...terms }) => {
      const client = await session.api()
      const before = await getApplication(client, wanted)
      const ownerId = owner ? await idOfPerson(client, owner) : owner
      const patch = { ...patchOf(before, terms), ...(ownerId === undefined ? {} : { ownerId }) }
      if (Object.keys(patch).length === 0)
        throw invalid([{ field: '', message: 'say what to edit: muster help saas edit lists it' }])
      const after = await client.saasApplications.update(before.id, patch)
      session.show(after, `Changed "${plainText(nameOf(after))}": ${priceText(after)}`)
      return undefined
    },
  }),
]

interface Terms {
  readonly seats?: number | null | undefined
  readonly price?: number | null | undefined
  readonly per?: 'month' | 'year' | undefined
  readonly currency?: string | null | undefined
  readonly renewal?: string | null | undefined
  readonly notes?: string | null | undefined
}

function patchOf(
  { pricePeriod }: SaasApplication,
  { seats, price, per, currency, renewal, notes }: Terms,
): ApplicationPatch {
  const period = per ?? (price && pricePeriod === null ? 'month' : undefined)
  const said = { seats, pricePerSeat: price, pricePeriod: period, currency, renewalDate: renewal, notes }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** An application by its name or id. Throws `not.found`, saying what there is. */
async function getApplication(client: Client, wanted: string): Promise<SaasApplication> {
  const { items } = await client.saasApplications.list()
  const named = items.map((one) => ({ ...one, name: nameOf(one) }))
  const { id } = findNamed(named, wanted) ?? missing('SaaS application', wanted, named)
  return client.saasApplications.get(id)
}

function nameOf({ name, instance }: SaasApplication): string {
  return `${name} ${instance}`.trim()
}
