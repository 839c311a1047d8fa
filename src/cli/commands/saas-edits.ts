import { z } from 'zod'
import type { ApplicationBulkEdit } from '../../client/bulk-edit.ts'
import type { Client } from '../../client/client.ts'
import type { ApplicationPatch } from '../../client/person.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import type { ExitCode } from '../exit-code.ts'
import { type Intent, intentOf, showAndApply } from '../plan-and-apply.ts'
import type { CommandEnd, Session } from '../session.ts'
import { plainText } from '../text/plain-text.ts'
import { priceText } from '../text/terms.ts'
import { chosen, intentInput, intentOptions, word } from './input.ts'
import { idOfPerson } from './people.ts'
import { getApplication, nameOf } from './saas.ts'

/** A term; "none" makes it unknown. */
const term = <T extends z.ZodType>(type: T) =>
  z.union([z.literal('none').transform(() => null), type], 'must be a value of its kind, or none').optional()

const number = z.coerce.number('must be a number, or none')

const terms = z.object({
  seats: term(number),
  price: term(number),
  per: z.enum(['month', 'year']).optional(),
  currency: term(word),
  renewal: term(word),
  owner: term(word),
  notes: term(word),
})

const filterOption = {
  '--filter <filter>': 'all of which it is true: \'currency eq "EUR" and inactive gt 5\'',
}
const which = { application: word.optional(), filter: word.optional() }

/** `muster saas edit|archive|restore`. */
export const saasEditCommands = [
  defineCommand({
    usage: 'saas edit [application]',
    summary:
      'Say what no vendor tells of an application, or of all that fit, as a plan first; what is left out stays, and "none" makes it unknown',
    options: {
      ...filterOption,
      '--seats <n>': 'how many were bought',
      '--price <amount>': 'what a seat costs in one period',
      '--per <period>': 'month or year; of one application month by default',
      '--currency <code>': 'of the price: EUR',
      '--renewal <day>': 'when the contract is renewed, or ends: 2027-01-31',
      '--owner <person>': 'who answers for it, by id, username or e-mail address',
      '--notes <text>': 'what else there is to know',
      ...intentOptions,
    },
    input: z.object({ ...which, ...terms.shape, ...intentInput }),
    run: async (session, { application, filter, plan, apply, yes, ...said }) => {
      const wanted = chosen('application', application, filter)
      const client = await session.api()
      const patch = await patchOf(client, said)
      if (Object.keys(patch).length === 0)
        throw invalid([{ field: '', message: 'say what to edit: muster help saas edit lists it' }])
      if ('one' in wanted) return editOne(session, { wanted: wanted.one, patch, isPlan: plan === true })
      const edit = { act: 'edit', applications: { filter: wanted.filter }, terms: patch } as const
      return editMany(session, edit, intentOf({ plan, apply, yes }))
    },
  }),
  putCommand(
    'archive',
    'Archive an application, or all that fit, as a plan first: it is no longer in the list or its costs',
  ),
  putCommand('restore', 'Take an archived application back, or all that fit, as a plan first'),
]

function putCommand(act: 'archive' | 'restore', summary: string) {
  return defineCommand({
    usage: `saas ${act} [application]`,
    summary,
    options: { ...filterOption, ...intentOptions },
    input: z.object({ ...which, ...intentInput }),
    run: async (session, { application, filter, ...flags }) => {
      const wanted = chosen('application', application, filter)
      const applications =
        'one' in wanted
          ? { ids: [(await getApplication(await session.api(), wanted.one)).id] }
          : { filter: wanted.filter, archived: act === 'restore' }
      return editMany(session, { act, applications }, intentOf(flags))
    },
  })
}

async function editMany(session: Session, edit: ApplicationBulkEdit, intent: Intent): Promise<ExitCode> {
  const client = await session.api()
  const run = await client.applicationBulkEdits.create(edit)
  return showAndApply(session, { run, title: 'What becomes of these SaaS applications', intent })
}

interface OneEdit {
  readonly wanted: string
  readonly patch: ApplicationPatch
  /** Whether it is only looked at. */
  readonly isPlan: boolean
}

async function editOne(session: Session, { wanted, patch, isPlan }: OneEdit): Promise<CommandEnd> {
  const client = await session.api()
  const { id, pricePeriod } = await getApplication(client, wanted)
  const monthly = patch.pricePerSeat && pricePeriod === null ? ({ pricePeriod: 'month' } as const) : {}
  const terms = { ...monthly, ...patch }
  if (isPlan) return editMany(session, { act: 'edit', applications: { ids: [id] }, terms }, 'plan')
  const after = await client.saasApplications.update(id, terms)
  session.show(after, `Changed "${plainText(nameOf(after))}": ${priceText(after)}`)
  return undefined
}

async function patchOf(
  client: Client,
  { price, per, renewal, owner, ...same }: z.output<typeof terms>,
): Promise<ApplicationPatch> {
  const ownerId = owner ? await idOfPerson(client, owner) : owner
  const said = { ...same, pricePerSeat: price, pricePeriod: per, renewalDate: renewal, ownerId }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}
