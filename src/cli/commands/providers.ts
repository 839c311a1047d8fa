import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { Provider } from '../../client/provider.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import { findClientSecret } from '../provider/find-client-secret.ts'
import { groupRoles } from '../provider/group-roles.ts'
import { isSure } from '../sure.ts'
import { plainText } from '../text/plain-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { flag, word } from './input.ts'

const columns: readonly Column<Provider>[] = [
  { title: 'NAME', of: ({ label }) => label, shrinks: true },
  { title: 'ADDRESS', of: ({ issuer }) => issuer, shrinks: true },
  { title: 'WITHOUT AN ACCOUNT', of: ({ defaultRole }) => defaultRole ?? 'not let in' },
  { title: 'ROLES BY GROUP', of: rolesText, shrinks: true },
  { title: 'ID', of: ({ id }) => id },
]

function rolesText({ groupRoles }: Provider): string {
  return groupRoles.map(({ group, role }) => `${group}=${role}`).join(' ')
}

const options = {
  '--secret-file <file>':
    'read the client secret from a file; otherwise MUSTER_CLIENT_SECRET, or a hidden prompt',
  '--default-role <role>': 'the role of whoever comes without an account; "none": they are not let in',
  '--group-claim <claim>': 'which claim names groups; groups by default',
  '--group-roles <roles>':
    'the role of a group, with commas: it=editor,staff=viewer; the first that fits counts',
}

const settings = {
  secretFile: word.optional(),
  defaultRole: word.transform((role) => (role === 'none' ? null : role)).optional(),
  groupClaim: word.optional(),
  groupRoles: groupRoles.optional(),
}

const named = z.object({ provider: word })

/** `muster providers …`. */
export const providerCommands = [
  defineCommand({
    usage: 'providers',
    summary: 'Identity providers that people sign in at (OpenID Connect), without their secrets',
    input: z.object({}),
    run: async (session) => {
      const { items } = await (await session.api()).providers.list()
      const none =
        'There is none yet. To set one up: muster providers add NAME --issuer ADDRESS --client-id ID'
      session.show(items, items.length === 0 ? none : tableText(columns, items, session.terminal.width))
      return undefined
    },
  }),
  defineCommand({
    usage: 'providers add <name>',
    summary: 'Set an identity provider up; its name stands on the button of the sign-in page',
    options: {
      '--issuer <address>': 'its address, below which it has /.well-known/openid-configuration',
      '--client-id <id>': 'what Muster is called there',
      ...options,
    },
    input: z.object({ name: word, issuer: word, clientId: word, ...settings }),
    run: async (session, { name, issuer, clientId, secretFile, ...roles }) => {
      const clientSecret = await findClientSecret(session, secretFile)
      const provider = await (await session.api()).providers.create({
        label: name,
        issuer,
        clientId,
        clientSecret: clientSecret.open(),
        ...roles,
      })
      session.show(
        provider,
        `Set "${plainText(provider.label)}" up. Register this address there:\n  ${provider.redirectUri}`,
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'providers edit <provider>',
    summary: 'Change an identity provider; its address stays, and what is left out, too',
    options: {
      '--name <name>': 'what it is called from now on',
      '--client-id <id>': 'what Muster is called there',
      '--new-secret': 'give it another client secret: from MUSTER_CLIENT_SECRET, a file or a hidden prompt',
      ...options,
    },
    input: named.extend({ name: word.optional(), clientId: word.optional(), newSecret: flag, ...settings }),
    run: async (session, { provider: wanted, name, newSecret, secretFile, ...edit }) => {
      const client = await session.api()
      const { id } = await getProvider(client, wanted)
      const isAnother = newSecret === true || secretFile !== undefined
      const secret = isAnother ? await findClientSecret(session, secretFile) : undefined
      const provider = await client.providers.update(id, {
        ...edit,
        label: name,
        clientSecret: secret?.open(),
      })
      session.show(provider, `Changed "${plainText(provider.label)}"`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'providers delete <provider>',
    summary: 'Forget an identity provider; accounts that came from it stay',
    options: { '--yes': 'do not ask' },
    input: named.extend({ yes: flag }),
    run: async (session, { provider: wanted, yes }) => {
      const client = await session.api()
      const { id, label } = await getProvider(client, wanted)
      if (!(await isSure(session, `Delete the identity provider "${plainText(label)}"?`, yes)))
        return undefined
      await client.providers.remove(id)
      session.show({ deleted: id }, `Deleted "${plainText(label)}"`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'providers passwords <taken>',
    summary: 'Whether passwords are taken: on, or off once an administrator came from an identity provider',
    input: z.object({ taken: z.enum(['on', 'off'], 'must be on or off') }),
    run: async (session, { taken }) => {
      const ways = await (await session.api()).providers.takePasswords(taken === 'on')
      session.show(ways, ways.password ? 'Passwords are taken' : 'Passwords are refused')
      return undefined
    },
  }),
]

/** A provider by its name or id. Throws `not.found`, saying what there is. */
async function getProvider(client: Client, wanted: string): Promise<Provider> {
  const items = (await client.providers.list()).items.map((one) => ({ ...one, name: one.label }))
  return findNamed(items, wanted) ?? missing('identity provider', wanted, items)
}
