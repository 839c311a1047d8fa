import { z } from 'zod'
import type { Account, HandedLink } from '../../client/access.ts'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import { AppError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { flag, word } from './input.ts'

const columns: readonly Column<Account>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'EMAIL', of: ({ email, kind }) => email ?? `(${kind})`, shrinks: true },
  { title: 'ROLE', of: ({ role }) => role },
  { title: 'STATE', of: ({ state }) => state },
  { title: 'SIGNED IN', of: ({ signedInAt }) => timeText(signedInAt) || 'never' },
]

const named = z.object({ account: word })

/** `muster accounts …`. */
export const accountCommands = [
  defineCommand({
    usage: 'accounts',
    summary: 'Who may sign in',
    input: z.object({}),
    run: async (session) => {
      const items = await allAccounts(await session.api())
      const none = 'There is none yet. To invite somebody: muster accounts invite EMAIL --role administrator'
      session.show(items, items.length === 0 ? none : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'accounts invite <email>',
    summary: 'Invite somebody; the link is e-mailed, and shown once for you to hand over',
    options: {
      '--name <name>': 'what the person is called; the address when left out',
      '--role <role>': 'the key of a role; viewer when left out (muster roles)',
    },
    input: z.object({ email: word, name: word.optional(), role: word.default('viewer') }),
    run: async (session, { email, name = email, role }) => {
      const client = await session.api()
      const handed = await client.accounts.invite({ email, name, role })
      session.show(handed, handedText(handed))
      return undefined
    },
  }),
  defineCommand({
    usage: 'accounts service <name>',
    summary: 'Make an account for a program; it signs in by tokens only (muster tokens add)',
    options: { '--role <role>': 'the key of a role; viewer when left out (muster roles)' },
    input: z.object({ name: word, role: word.default('viewer') }),
    run: async (session, { name, role }) => {
      const { account } = await (await session.api()).accounts.invite({ kind: 'service', name, role })
      session.show(
        account,
        `Made "${plainText(account.name)}". To make a token: muster tokens add NAME --account "${plainText(account.name)}"`,
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'accounts disable <account>',
    summary: 'Sign an account out everywhere and let it in no more; --undo lets it in again',
    options: { '--undo': 'let it in again' },
    input: named.extend({ undo: flag }),
    run: async (session, { account, undo }) => {
      const client = await session.api()
      const { id } = await getAccount(client, account)
      const changed = await client.accounts.update(id, { state: undo ? 'active' : 'disabled' })
      session.show(changed, `"${plainText(changed.name)}" is ${changed.state}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'accounts reset <account>',
    summary: 'Give an account a link to choose a password; e-mailed, and shown once',
    options: {
      '--sign-in': 'a link that signs in at once instead, good for an hour: the way in when no other is left',
    },
    input: named.extend({ signIn: flag }),
    run: async (session, { account, signIn }) => {
      const client = await session.api()
      const { id } = await getAccount(client, account)
      const handed = signIn ? await client.accounts.link(id) : await client.accounts.reset(id)
      session.show(handed, 'account' in handed ? handedText(handed) : handed.link)
      return undefined
    },
  }),
]

function handedText({ account, link, mailed }: HandedLink): string {
  const who = plainText(account.email ?? account.name)
  const sent = mailed ? `E-mailed to ${who}; it can also be handed over:` : `Hand this over to ${who}:`
  return `${sent}\n  ${link}\nIt is good once, and not shown again.`
}

const allAccounts = (client: Client): Promise<readonly Account[]> =>
  take(
    everyItem((wish) => client.accounts.list(wish), 200),
    10_000,
  )

/** An account by its e-mail address, name or id. Throws `not.found`, saying what there is, and `conflict` for several. */
export async function getAccount(client: Client, wanted: string): Promise<Account> {
  const items = await allAccounts(client)
  const byEmail = items.find(({ email }) => email?.toLowerCase() === wanted.toLowerCase())
  const found = byEmail ?? findNamed(items, wanted) ?? missing('account', wanted, items)
  const namesakes = items.filter(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase())
  if (found === byEmail || found.id === wanted || namesakes.length === 1) return found
  const ids = namesakes.map(({ id, state }) => `${id} (${state})`).join(', ')
  throw new AppError('conflict', `Several accounts are called "${wanted}"; name one by its id: ${ids}`)
}
