import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import type { SaasUser, SaasUserDetail } from '../../client/person.ts'
import { AppError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { take } from '../take.ts'
import { byText } from '../text/by-text.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText, valueText } from '../text/values.ts'
import { limit, word } from './input.ts'
import { askedOf, showGroups, viewedInput, viewedOptions } from './viewed-list.ts'

const columns: readonly Column<SaasUser>[] = [
  { title: 'SAAS USER', of: ({ label, vendorId }) => label ?? vendorId, shrinks: true },
  { title: 'APPLICATION', of: ({ application: { vendor, instance } }) => `${vendor} ${instance}`.trim() },
  { title: 'ROLE', of: ({ role }) => role ?? '', shrinks: true },
  { title: 'STATE', of: stateOf },
  { title: 'PERSON', of: personOf, shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

/** `muster saas users …`. */
export const saasUserCommands = [
  defineCommand({
    usage: 'saas users [search]',
    summary: 'Accounts at vendors, and whose they are; SEARCH is a part of a name or of an id at the vendor',
    options: { ...viewedOptions, '--limit <n>': 'so many; 50 by default' },
    input: z.object({ search: word.optional(), ...viewedInput, limit: limit(50) }),
    run: async (session, { limit, ...said }) => {
      const client = await session.api()
      const { asked, group: by } = await askedOf(session, 'saas-users', said)
      if (by !== undefined) {
        showGroups(session, await client.saasUsers.groups({ ...asked, by }), { by, many: 'SaaS users' })
        return undefined
      }
      const users = await take(
        everyItem((wish) => client.saasUsers.list({ ...wish, ...asked })),
        limit,
      )
      const none = 'No SaaS user fits; an integration that loads SaaS users brings them'
      session.show(users, users.length === 0 ? none : tableText(columns, users, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'saas users show <user>',
    summary:
      'One SaaS user, by its id, name or id at the vendor: how it stands, whose it is, and what changed last',
    input: z.object({ user: word }),
    run: async (session, { user: wanted }) => {
      const client = await session.api()
      const user = await client.saasUsers.get(await idOfSaasUser(client, wanted))
      const { items: changes } = await client.saasUsers.changes(user.id, { limit: 10 })
      const told = changes.map(
        ({ at, kind, field, before, after, ...by }) =>
          `  ${timeText(at)}  ${field === null ? kind : `${field}: ${valueText(before)} → ${valueText(after)}`}  (${byText(by)})`,
      )
      session.show(
        { user, changes },
        [...factLines(user), '', 'Changes, the newest first', ...told].join('\n'),
      )
      return undefined
    },
  }),
]

/** The id of the SaaS user of an id, a name or an id at the vendor. Throws `not.found` where none, or more than one, is meant. */
export async function idOfSaasUser(client: Client, wanted: string): Promise<string> {
  if (/^usr_[0-9a-f]{32}$/.test(wanted)) return wanted
  const { items } = await client.saasUsers.list({ search: wanted, limit: 200 })
  const name = wanted.toLowerCase()
  const [one, other] = items.filter((user) =>
    [user.label, user.vendorId].some((said) => said?.toLowerCase() === name),
  )
  if (one && !other) return one.id
  throw new AppError(
    'not.found',
    `${one ? 'More than one SaaS user is' : 'No SaaS user is'} called "${plainText(wanted)}"; muster saas users SEARCH lists ids`,
  )
}

function personOf({ personName, personId, noPersonReason }: SaasUser): string {
  return noPersonReason ? `none needed: ${noPersonReason}` : (personName ?? personId ?? 'nobody')
}

function stateOf({ goneAt, unmaintainedAt, outOfScopeAt, active }: SaasUser): string {
  if (goneAt) return 'gone'
  if (unmaintainedAt) return 'unmaintained'
  if (outOfScopeAt) return 'left out'
  if (active === null) return 'not told'
  return active ? 'active' : 'inactive'
}

function factLines(user: SaasUserDetail): string[] {
  const { application, isLinkedByHand } = user
  const facts: readonly (readonly [string, string])[] = [
    ['SaaS user', plainText(user.label ?? user.vendorId)],
    ['Application', plainText(`${application.vendor} ${application.instance}`.trim())],
    ['Person', `${plainText(personOf(user))}${isLinkedByHand ? ', said by hand' : ''}`],
    ['Id at the vendor', plainText(user.vendorId)],
    ['Role', plainText(user.role ?? 'not told')],
    ['State', stateOf(user)],
    ['Last activity', 'the vendor does not tell it'],
    ['First seen', timeText(user.createdAt)],
    ['Last seen', user.lastSeenAt ? timeText(user.lastSeenAt) : 'not known'],
  ]
  return facts.map(([name, value]) => `${name.padEnd(16)}  ${value}`)
}
