import { z } from 'zod'
import type { SaasUserLinks } from '../../client/bulk-edit.ts'
import type { Client } from '../../client/client.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { intentOf, showAndApply } from '../plan-and-apply.ts'
import { chosen, flag, intentInput, intentOptions, word } from './input.ts'
import { idOfPerson } from './people.ts'
import { idOfSaasUser } from './saas-users.ts'

const whose = z.object({
  to: word.optional(),
  needsNone: word.optional(),
  nobody: flag,
  byAddress: flag,
  giveBack: flag,
})

/** `muster saas users link`. */
export const saasUserLinkCommand = defineCommand({
  usage: 'saas users link [user]',
  summary:
    'Say by hand whose a SaaS user is, or all that fit are, as a plan first; it stays so whatever is loaded',
  options: {
    '--filter <filter>': 'all of which it is true: \'personId empty and label ends "@example.com"\'',
    '--to <person>': 'this person’s, by id, username or e-mail address',
    '--by-address': 'whose the e-mail address of each is, where it is nobody’s yet',
    '--needs-none <reason>': 'nobody’s, and why it needs no person: "shared mailbox"',
    '--nobody': 'nobody’s',
    '--give-back': 'whose the sources say',
    ...intentOptions,
  },
  input: z.object({ user: word.optional(), filter: word.optional(), ...whose.shape, ...intentInput }),
  run: async (session, { user, filter, plan, apply, yes, ...said }) => {
    const wanted = chosen('user', user, filter)
    const intent = intentOf({ plan, apply, yes })
    const client = await session.api()
    const link = await linkOf(client, said)
    const saasUsers =
      'one' in wanted ? { ids: [await idOfSaasUser(client, wanted.one)] } : { filter: wanted.filter }
    const run = await client.saasUserLinks.create({ ...link, saasUsers })
    return showAndApply(session, { run, title: 'Whose these SaaS users become', intent })
  },
})

async function linkOf(
  client: Client,
  { to, needsNone, nobody, byAddress, giveBack }: z.output<typeof whose>,
): Promise<Omit<SaasUserLinks, 'saasUsers'>> {
  const ways = [to, needsNone, nobody, byAddress, giveBack].filter((said) => said !== undefined)
  if (ways.length !== 1)
    throw invalid([
      { field: '', message: 'say whose: one of --to, --by-address, --needs-none, --nobody and --give-back' },
    ])
  if (to !== undefined) return { to: 'person', personId: await idOfPerson(client, to) }
  if (needsNone !== undefined) return { to: 'nobody', noPersonReason: needsNone }
  if (nobody) return { to: 'nobody' }
  return { to: byAddress ? 'address' : 'sources' }
}
