import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import type { Integration, Selection, Source } from '../../client/integration.ts'
import type { Field } from '../../client/types.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { getIntegration } from '../named.ts'
import { mentionNotices } from '../open-notices.ts'
import type { CommandEnd, Session } from '../session.ts'
import { isSure } from '../sure.ts'
import { changeText } from '../text/change-text.ts'
import { plainText } from '../text/plain-text.ts'
import { healthText, scheduleText } from '../text/schedule-text.ts'
import { type Column, tableText } from '../text/table.ts'
import { timeText, valueText } from '../text/values.ts'
import { flag, word } from './input.ts'

const columns: readonly Column<Integration>[] = [
  { title: 'NAME', of: ({ name }) => name, shrinks: true },
  { title: 'LOAD', of: ({ connector, load }) => `${connector} ${load}`, shrinks: true },
  { title: 'STATE', of: ({ state, missing }) => (missing.length > 0 ? `${state}, incomplete` : state) },
  { title: 'ID', of: ({ id }) => id },
]

const writes: Readonly<Record<Selection, string>> = {
  user: 'people',
  user_and_saas_user: 'people and their SaaS users',
  device: 'devices',
  device_and_software: 'devices and the software on them',
}

/** `muster integrations …`. */
export const integrationCommands = [
  defineCommand({
    usage: 'integrations',
    summary: 'What is loaded',
    input: z.object({}),
    run: (session) => listIntegrations(session),
  }),
  defineCommand({
    usage: 'integrations list',
    summary: 'What is loaded',
    input: z.object({}),
    run: (session) => listIntegrations(session),
  }),
  defineCommand({
    usage: 'integrations show <integration>',
    summary: 'One integration: its mapping, and what it still needs',
    input: z.object({ integration: word }),
    run: async (session, input) => {
      const client = await session.api()
      const integration = await getIntegration(client, input.integration)
      session.show(integration, await integrationText(client, integration))
      return undefined
    },
  }),
  defineCommand({
    usage: 'integrations contacts <integration> [addresses...]',
    summary:
      'Who is told by e-mail when an integration fails, is held, waits or is paused; instead of who was',
    options: { '--none': 'nobody' },
    input: z.object({ integration: word, addresses: z.array(word), none: flag }),
    run: async (session, { integration: wanted, addresses, none }) => {
      if ((none ?? false) === addresses.length > 0)
        throw invalid([{ field: 'addresses', message: 'name those who are told, or --none' }])
      const client = await session.api()
      const { id } = await getIntegration(client, wanted)
      const { name, contacts } = await client.integrations.update(id, { contacts: addresses })
      const who = contacts.length === 0 ? 'nobody' : contacts.join(', ')
      session.show({ id, contacts }, `Told of "${plainText(name)}": ${who}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'integrations delete <integration>',
    summary: 'Delete an integration; people, values and history stay',
    options: { '--yes': 'do not ask' },
    input: z.object({ integration: word, yes: flag }),
    run: async (session, { integration: wanted, yes }) => {
      const client = await session.api()
      const { id, name } = await getIntegration(client, wanted)
      if (!(await isSure(session, `Delete the integration "${plainText(name)}"?`, yes))) return undefined
      const { ending } = await client.integrations.remove(id)
      const later = ending ? '. What it alone loaded is being marked; until then lists show it as before' : ''
      session.show(
        { deleted: id, ending },
        `Deleted "${plainText(name)}"; people, values and history stay${later}`,
      )
      return undefined
    },
  }),
]

async function listIntegrations(session: Session): Promise<CommandEnd> {
  const client = await session.api()
  const { items } = await client.integrations.list()
  const text = tableText(columns, items, session.terminal.width)
  session.show(items, items.length === 0 ? 'There is none yet. To begin: muster load planhat' : text)
  await mentionNotices(session, client)
  return undefined
}

async function integrationText(client: Client, integration: Integration): Promise<string> {
  const [fields, connectors] = await Promise.all([client.fields.list(), client.connectors.list()])
  const load = connectors.items
    .find(({ id }) => id === integration.connector)
    ?.loads.find(({ key }) => key === integration.load)
  const labels = new Map((load?.fields ?? []).map(({ key, label }) => [key, label]))
  const missing = integration.missing.map(({ message }) => `  ${plainText(message)}`)
  return [
    ...factLines(integration),
    '',
    mappingTable(integration, fields.items, labels),
    ...(missing.length > 0 ? ['', 'Still needed', ...missing] : []),
  ].join('\n')
}

function factLines(integration: Integration): string[] {
  const {
    name,
    id,
    connector,
    load,
    state,
    selection,
    preference,
    absent,
    launchedAt,
    mapping,
    contacts,
    pausedBecause,
    proposal,
  } = integration
  const facts = [
    ['Name', plainText(name)],
    ['Id', id],
    ['Load', `${connector} ${load}`],
    ['State', pausedBecause === null ? state : `${state}: ${plainText(pausedBecause)}`],
    ['Writes', writes[selection]],
    ['Does', preferences[preference]],
    ['Who is gone', absentPolicies[absent]],
    ['Launched', launchedAt === null ? 'not yet' : timeText(launchedAt)],
    ['Health', healthText(integration)],
    ['Runs', scheduleText(integration)],
    ['Next', integration.nextDue.map((due) => timeText(due)).join(', ')],
    ['Tells', contacts.length === 0 ? 'nobody by e-mail' : contacts.join(', ')],
    ['Finds by', mapping.syncKeys.map(({ field }) => field).join(', then ')],
    ...(proposal ? [['Waiting', `${changeText(proposal)}: muster run show ${proposal.runId}`]] : []),
  ]
  return facts.filter(([, value]) => value !== '').map(([fact, value]) => `${fact?.padEnd(13)}${value}`)
}

const preferences = {
  create_update: 'creates and updates',
  create: 'creates only',
  update: 'updates only',
} as const satisfies Record<Integration['preference'], string>

const absentPolicies = {
  mark: 'SaaS user is marked as gone',
  deactivate: 'SaaS user is marked as gone and deactivated',
  leave: 'SaaS user stays as it was',
} as const satisfies Record<Integration['absent'], string>

function mappingTable(
  { mapping }: Integration,
  fields: readonly Field[],
  labels: ReadonlyMap<string, string>,
): string {
  return tableText(
    [
      { title: 'FIELD', of: ({ target }) => fields.find(({ key }) => key === target)?.label ?? target },
      {
        title: 'COMES FROM',
        of: ({ source, pipes }) => [sourceText(source, labels), pipes].filter(Boolean).join(' | '),
      },
    ],
    mapping.entries,
  )
}

function sourceText(source: Source, labels: ReadonlyMap<string, string>): string {
  switch (source.kind) {
    case 'field':
      return labels.get(source.field) ?? source.field
    case 'custom':
      return source.expression
    case 'constant':
      return `always ${valueText(source.value)}`
  }
}
