import { z } from 'zod'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { getConnector } from '../load/get-connector.ts'
import { keepCredential } from '../load/keep-credential.ts'
import { mappingText } from '../load/mapping-text.ts'
import { prepareIntegration } from '../load/prepare-integration.ts'
import { intentOf, planAndApply, settleChange } from '../plan-and-apply.ts'
import { heading } from '../text/heading.ts'
import { flag, word } from './input.ts'

const Flags = z.object({
  connector: word,
  plan: flag,
  apply: flag,
  yes: flag,
  name: word.optional(),
  instance: word.optional(),
  baseUrl: word.optional(),
  tokenFile: word.optional(),
  userOnly: flag,
  createOnly: flag,
  updateOnly: flag,
  role: word.default('Employee'),
})

/** `muster load planhat`: from a token to people in one command. */
export const loadCommand = defineCommand({
  usage: 'load <connector>',
  summary:
    'Load the users of a vendor: keeps the credential, maps by Smart Mapping, shows the plan and applies it. ' +
    'The token comes from MUSTER_<CONNECTOR>_TOKEN, a file or a hidden prompt, never from an argument.',
  options: {
    '--plan': 'look only',
    '--apply': 'apply without asking',
    '--yes': 'the same as --apply',
    '--name <name>': "the name of credential and integration; the vendor's by default",
    '--instance <label>': 'tells two instances of one application apart',
    '--base-url <origin>': "the address of the vendor's API, where it is not the usual one",
    '--token-file <file>': 'read the token from a file',
    '--user-only': 'load people without their SaaS accounts',
    '--create-only': 'create people, never update them',
    '--update-only': 'update people, never create them',
    '--role <role>': 'the role of people who are loaded (default: Employee)',
  },
  input: Flags,
  run: async (session, flags) => {
    const intent = intentOf(flags)
    const preference = preferenceOf(flags)
    const { baseUrl, tokenFile, instance, role } = flags
    const client = await session.api(baseUrl === undefined ? [] : [baseUrl])
    const connector = await getConnector(client, flags.connector)
    const name = flags.name ?? connector.name
    const { credential } = await keepCredential(session, client, { connector, name, tokenFile, baseUrl })
    const selection = flags.userOnly ? ('user' as const) : undefined
    const wanted = { connector, name, credential, selection, preference, instance, role }
    const { integration, mapped, proposal } = await prepareIntegration(client, wanted)
    if (mapped.length > 0 && !session.json) {
      session.terminal.out(heading(session.terminal, 'Mapped by Smart Mapping'))
      session.terminal.out(mappingText(mapped))
    }
    const unsettled = await settleChange(session, { name: integration.name, proposal }, intent)
    if (unsettled !== undefined) return unsettled
    return planAndApply(session, integration, intent)
  },
})

function preferenceOf({ createOnly, updateOnly }: z.output<typeof Flags>): 'create' | 'update' | undefined {
  if (createOnly && updateOnly)
    throw invalid([
      { field: '--create-only', message: 'excludes --update-only; choose one, or neither to do both' },
    ])
  if (createOnly) return 'create'
  return updateOnly ? 'update' : undefined
}
