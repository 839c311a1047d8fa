import { z } from 'zod'
import type { Credential, CredentialTest } from '../../client/types.ts'
import { AppError } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { exitOfFault, exits } from '../exit-code.ts'
import { getConnector } from '../load/get-connector.ts'
import { keepCredential } from '../load/keep-credential.ts'
import { findNamed, getCredential } from '../named.ts'
import { isSure } from '../sure.ts'
import { expiryText } from '../text/expiry-text.ts'
import { plainText } from '../text/plain-text.ts'
import { quoted } from '../text/served.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText } from '../text/values.ts'
import { flag, lastDay, word } from './input.ts'

const columnsAt = (now: number): readonly Column<Credential>[] => [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'CONNECTOR', of: ({ connector }) => connector },
  { title: 'SENT ONLY TO', of: ({ origins }) => origins.join(', '), shrinks: true },
  { title: 'LAST USED', of: ({ lastUsedAt }) => timeText(lastUsedAt) || 'never' },
  { title: 'EXPIRES ON', of: ({ expiresOn }) => expiryText(expiresOn, now) },
  { title: 'ID', of: ({ id }) => id },
]

const accessOptions = {
  '--token-file <file>': 'read the token from a file',
  '--base-url <origin>': "the address of the vendor's API, where it is not the usual one",
  '--expires-on <day>': 'the last day on which the token opens the vendor: 2027-01-31, or none',
}
const accessInput = { tokenFile: word.optional(), baseUrl: word.optional(), expiresOn: lastDay }

/** `muster credentials …`. */
export const credentialCommands = [
  defineCommand({
    usage: 'credentials',
    summary: 'What opens the vendors; secrets are never shown',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).credentials.list()
      const none = 'There is none yet. To keep one: muster credentials add planhat'
      session.show(
        items,
        items.length === 0 ? none : tableText(columnsAt(session.clock.now()), items, session.terminal.width),
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'credentials add <connector>',
    summary: 'Keep a credential; the token comes from MUSTER_<CONNECTOR>_TOKEN, a file or a hidden prompt',
    options: {
      '--name <name>': "its name; the vendor's by default",
      ...accessOptions,
    },
    input: z.object({
      connector: word,
      name: word.optional(),
      ...accessInput,
    }),
    run: async (session, { connector: id, name, expiresOn, ...access }) => {
      const client = await session.api()
      const connector = await getConnector(client, id)
      const wanted = { connector, name: name ?? connector.name, ...access }
      const there = findNamed((await client.credentials.list()).items, wanted.name)
      if (there)
        throw new AppError(
          'conflict',
          `There is a credential "${plainText(there.name)}" already. To change it: muster credentials edit ${quoted(there.name)}; another one needs its own --name`,
        )
      const kept = await keepCredential(session, client, wanted)
      const credential = expiresOn ? await client.credentials.update(kept.id, { expiresOn }) : kept
      session.show(credential, `Kept "${plainText(credential.name)}"; ${connector.name} accepted it`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'credentials edit <credential>',
    summary:
      'Give a credential another token or address, and the next run of what uses it stops at its plan; or another name ' +
      'or last day. The token comes from MUSTER_<CONNECTOR>_TOKEN, a file or a hidden prompt.',
    options: { '--name <name>': 'what it is called from now on', ...accessOptions },
    input: z.object({
      credential: word,
      name: word.optional(),
      ...accessInput,
    }),
    run: async (session, { credential: wanted, name, expiresOn, ...access }) => {
      const client = await session.api()
      const { id, ...kept } = await getCredential(client, wanted)
      const saysOnly = name !== undefined || expiresOn !== undefined
      const opensAnew = !saysOnly || access.tokenFile !== undefined || access.baseUrl !== undefined
      if (opensAnew) {
        const connector = await getConnector(client, kept.connector)
        await keepCredential(session, client, { connector, name: kept.name, ...access, anew: true })
      }
      const credential = await client.credentials.update(id, {
        ...(name === undefined ? {} : { name }),
        ...(expiresOn === undefined ? {} : { expiresOn }),
      })
      const accepted = opensAnew
        ? '; the vendor accepted it, and the next run that uses it stops at its plan'
        : ''
      session.show(credential, `Changed "${plainText(credential.name)}"${accepted}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'credentials test <credential>',
    summary: 'Ask the vendor whether it accepts a credential',
    input: z.object({ credential: word }),
    run: async (session, input) => {
      const client = await session.api()
      const { id } = await getCredential(client, input.credential)
      const test = await client.credentials.test(id)
      session.show(test, testText(test))
      return test.ok ? exits.done : exitOfFault(test.code)
    },
  }),
  defineCommand({
    usage: 'credentials delete <credential>',
    summary: 'Delete a credential that no integration uses',
    options: { '--yes': 'do not ask' },
    input: z.object({ credential: word, yes: flag }),
    run: async (session, input) => {
      const client = await session.api()
      const { id, name } = await getCredential(client, input.credential)
      if (!(await isSure(session, `Delete the credential "${plainText(name)}"?`, input.yes))) return undefined
      await client.credentials.remove(id)
      session.show({ deleted: id }, `Deleted "${plainText(name)}"`)
      return undefined
    },
  }),
]

function testText(test: CredentialTest): string {
  return test.ok ? 'The vendor accepts it' : plainText(test.message)
}
