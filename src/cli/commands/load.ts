import type { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { Integration } from '../../client/integration.ts'
import { defineCommand } from '../command.ts'
import { getConnector } from '../load/get-connector.ts'
import { keepCredential } from '../load/keep-credential.ts'
import { type Made, makeIntegration } from '../load/make-integration.ts'
import { mappingText } from '../load/mapping-text.ts'
import { refuseChanges } from '../load/refuse-changes.ts'
import { wishesOf, wishFlags, wishOptions } from '../load/wishes.ts'
import { findNamed } from '../named.ts'
import { intentOf, planAndApply } from '../plan-and-apply.ts'
import type { Session } from '../session.ts'
import { heading } from '../text/heading.ts'
import { plainText } from '../text/plain-text.ts'
import { quoted } from '../text/served.ts'
import { flag, word } from './input.ts'

const Flags = wishFlags.extend({
  connector: word,
  plan: flag,
  apply: flag,
  yes: flag,
  name: word.optional(),
  baseUrl: word.optional(),
  tokenFile: word.optional(),
})
type Flags = z.output<typeof Flags>

/** `muster load planhat`: from a token to people, or with `fleet` to hardware, in one command. */
export const loadCommand = defineCommand({
  usage: 'load <connector>',
  summary:
    'Load the users, or the devices, of a vendor for the first time: keeps the credential, maps by Smart Mapping, shows the plan, asks, and ' +
    'applies it. Once that is set up, the same as muster run. ' +
    'The token comes from MUSTER_<CONNECTOR>_TOKEN, a file or a hidden prompt, never from an argument.',
  options: {
    '--plan': 'look only',
    '--apply': 'apply without asking; of a first load a person has to see the plan',
    '--yes': 'the same as --apply',
    '--name <name>': "the name of credential and integration; the vendor's by default",
    '--base-url <origin>': "the address of the vendor's API, where it is not the usual one",
    '--token-file <file>': 'read the token from a file',
    ...wishOptions,
  },
  input: Flags,
  run: async (session, flags) => {
    const intent = intentOf(flags)
    const client = await session.api()
    const there = await findThere(client, flags)
    if (there && there.state !== 'draft') {
      await refuseChanges(client, there, { ...flags, wishes: wishesOf(flags) })
      session.terminal.err(`"${plainText(there.name)}" is set up; this is: muster run ${quoted(there.name)}`)
      return planAndApply(session, there, intent)
    }
    const { integration, mapped } = await setUp(session, flags, there)
    if (mapped.length > 0 && !session.json) {
      session.terminal.out(heading(session.terminal, 'Mapped by Smart Mapping'))
      session.terminal.out(mappingText(mapped))
    }
    return planAndApply(session, integration, intent)
  },
})

async function findThere(client: Client, { connector, name }: Flags): Promise<Integration | undefined> {
  const wanted = name ?? (await getConnector(client, connector)).name
  return findNamed((await client.integrations.list()).items, wanted)
}

/** Keeps the credential and makes the integration, or finishes the draft that is there. */
async function setUp(session: Session, flags: Flags, draft: Integration | undefined): Promise<Made> {
  const client = await session.api()
  const wishes = wishesOf(flags)
  const connector = await getConnector(client, flags.connector)
  const name = draft?.name ?? flags.name ?? connector.name
  const kept = (await client.credentials.list()).items.find(({ id }) => id === draft?.credentialId)
  const { tokenFile, baseUrl } = flags
  const wanted = { connector, name: kept?.name ?? name, tokenFile, baseUrl }
  const credential = await keepCredential(session, client, wanted)
  return makeIntegration(client, { connector, name, credential, wishes }, draft)
}
