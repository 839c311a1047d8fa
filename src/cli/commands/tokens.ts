import { z } from 'zod'
import type { Token } from '../../client/access.ts'
import { everyItem } from '../../client/every-item.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { isSure } from '../sure.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { getAccount } from './accounts.ts'
import { flag, names, word } from './input.ts'

const columns: readonly Column<Token>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'ACCOUNT', of: ({ accountName }) => accountName, shrinks: true },
  { title: 'BEGINS', of: ({ prefix }) => prefix },
  { title: 'ENDS', of: ({ expiresAt }) => timeText(expiresAt) },
  { title: 'LAST USED', of: ({ lastUsedAt }) => timeText(lastUsedAt) || 'never' },
  { title: 'ID', of: ({ id }) => id },
]

const day = 24 * 60 * 60 * 1000

/** `muster tokens …`. */
export const tokenCommands = [
  defineCommand({
    usage: 'tokens',
    summary: 'API tokens of programs, without their secrets',
    input: z.object({}),
    run: async (session) => {
      const client = await session.api()
      const items = await take(
        everyItem((wish) => client.tokens.list(wish), 200),
        10_000,
      )
      const none =
        'There is none yet. To make one: muster accounts service NAME, then muster tokens add NAME --account NAME'
      session.show(items, items.length === 0 ? none : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'tokens add <name>',
    summary: 'Make a token for a service (muster accounts service); its secret is shown once',
    options: {
      '--account <service>': 'whose token it is',
      '--rights <rights>':
        'what it may do, with commas: people:read,runs:write; all that the account may when left out',
      '--days <n>': 'so long it is good; 90 by default',
    },
    input: z.object({
      name: word,
      account: word,
      rights: names.optional(),
      days: z.coerce
        .number('must be a number')
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(366, 'must be at most 366')
        .default(90),
    }),
    run: async (session, { name, account, rights, days }) => {
      const client = await session.api()
      const { id, role } = await getAccount(client, account)
      const own = (await client.roles.list()).items.find(({ key }) => key === role)?.rights ?? []
      const expiresAt = new Date(session.clock.now() + days * day).toISOString()
      const made = await client.tokens.create({ name, rights: rights ?? own, expiresAt, accountId: id })
      session.show(made, `${made.secret}\nSend it as "Authorization: Bearer …". It is not shown again.`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'tokens end <token>',
    summary: 'End a token at once, by its name or id',
    options: { '--yes': 'do not ask' },
    input: z.object({ token: word, yes: flag }),
    run: async (session, { token: wanted, yes }) => {
      const client = await session.api()
      const items = await take(
        everyItem((wish) => client.tokens.list(wish), 200),
        10_000,
      )
      const { id, name } = findNamed(items, wanted) ?? missing('token', wanted, items)
      if (!(await isSure(session, `End the token "${plainText(name)}"?`, yes))) return undefined
      await client.tokens.remove(id)
      session.show({ ended: id }, `Ended "${plainText(name)}"`)
      return undefined
    },
  }),
]
