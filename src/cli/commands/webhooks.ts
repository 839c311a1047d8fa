import { z } from 'zod'
import type { Client } from '../../client/client.ts'
import { everyItem } from '../../client/every-item.ts'
import type { Webhook } from '../../client/webhook.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { findNamed, missing } from '../named.ts'
import type { Session } from '../session.ts'
import { isSure } from '../sure.ts'
import { take } from '../take.ts'
import { plainText } from '../text/plain-text.ts'
import { tableText } from '../text/table.ts'
import { deliveryColumns, secretText, standingText, webhookColumns } from '../text/webhook-text.ts'
import { flag, limit, names, word } from './input.ts'

/** What most want to know: how runs end. */
const usualEvents = ['run.finished', 'run.held', 'run.failed']

const named = z.object({ webhook: word })

/** `muster webhooks …`. */
export const webhookCommands = [
  defineCommand({
    usage: 'webhooks',
    summary: 'Which addresses are told of what happens here',
    input: z.object({}),
    run: async (session) => {
      const items = await allWebhooks(await session.api())
      const none = 'There is none yet. To make one: muster webhooks add NAME --url https://example.com/hooks'
      session.show(
        items,
        items.length === 0 ? none : tableText(webhookColumns, items, session.terminal.width),
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks add <name>',
    summary: 'Have an address told of what happens here; shows the secret that verifies it, once',
    options: {
      '--url <url>': 'where messages go; they are JSON, sent with POST and signed',
      '--events <types>': 'what it is told, with commas: run.held,person.gone; how runs end when left out',
    },
    input: named.omit({ webhook: true }).extend({
      name: word,
      url: word,
      events: names.default(usualEvents),
    }),
    run: async (session, wanted) => {
      const made = await (await session.api()).webhooks.create(wanted)
      session.show(made, secretText(made))
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks rotate <webhook>',
    summary: 'Give it another secret; the one before holds for 24 hours more',
    input: named,
    run: async (session, { webhook }) => {
      const client = await session.api()
      const { id } = await getWebhook(client, webhook)
      const rotated = await client.webhooks.rotate(id)
      session.show(rotated, secretText(rotated))
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks test <webhook>',
    summary: 'Send it a message of type webhook.test',
    input: named,
    run: async (session, { webhook }) => {
      const client = await session.api()
      const { id, name } = await getWebhook(client, webhook)
      const delivery = await client.webhooks.test(id)
      const way = `To see how it went: muster webhooks deliveries "${plainText(name)}"`
      session.show(delivery, `A test is on its way as ${delivery.eventId}\n${way}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks deliveries <webhook>',
    summary: 'What it was sent, the newest first, and how that went',
    options: {
      '--state <state>': 'only those that are waiting, delivered or failed',
      '--limit <n>': 'so many; 20 by default',
    },
    input: named.extend({
      state: z.enum(['waiting', 'delivered', 'failed'], 'must be waiting, delivered or failed').optional(),
      limit: limit(20),
    }),
    run: async (session, { webhook, state, limit: most }) => {
      const client = await session.api()
      const { id } = await getWebhook(client, webhook)
      const filter = state && `state eq "${state}"`
      const list = everyItem(
        (wish) => client.webhooks.deliveries(id, { ...wish, filter }),
        Math.min(most, 200),
      )
      const items = await take(list, most)
      const none = 'It was sent nothing yet'
      session.show(
        items,
        items.length === 0 ? none : tableText(deliveryColumns, items, session.terminal.width),
      )
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks replay <webhook> [delivery]',
    summary: 'Send a message again, or those of a time that were given up or missed, under the same ids',
    options: {
      '--from <time>': 'what happened since then: 2026-01-31T09:00:00Z',
      '--until <time>': 'until then; until now when left out',
      '--all': 'those that were taken, too',
    },
    input: named.extend({
      delivery: word.optional(),
      from: word.optional(),
      until: word.optional(),
      all: flag,
    }),
    run: async (session, { webhook, delivery, from, until, all = false }) => {
      const client = await session.api()
      const { id } = await getWebhook(client, webhook)
      const { messages } = await client.webhooks.replay(id, wish({ delivery, from, until, all }))
      session.show({ messages }, `${messages === 1 ? '1 message is' : `${messages} messages are`} sent again`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'webhooks pause <webhook>',
    summary: 'Send it nothing until it is resumed',
    options: { '--because <reason>': 'what the others will read' },
    input: named.extend({ because: word.optional() }),
    run: async (session, { webhook, because }) => {
      const client = await session.api()
      const { id } = await getWebhook(client, webhook)
      const why = because === undefined ? {} : { because }
      return showStanding(session, await client.webhooks.update(id, { state: 'paused', ...why }))
    },
  }),
  defineCommand({
    usage: 'webhooks resume <webhook>',
    summary: 'Send a paused one what happens from now on',
    input: named,
    run: async (session, { webhook }) => {
      const client = await session.api()
      const { id } = await getWebhook(client, webhook)
      return showStanding(session, await client.webhooks.update(id, { state: 'active' }))
    },
  }),
  defineCommand({
    usage: 'webhooks delete <webhook>',
    summary: 'Delete a webhook, and what is yet to be sent to it',
    options: { '--yes': 'do not ask' },
    input: named.extend({ yes: flag }),
    run: async (session, { webhook, yes }) => {
      const client = await session.api()
      const { id, name } = await getWebhook(client, webhook)
      if (!(await isSure(session, `Delete the webhook "${plainText(name)}"?`, yes))) return undefined
      await client.webhooks.remove(id)
      session.show({ deleted: id }, `Deleted "${plainText(name)}"`)
      return undefined
    },
  }),
]

function showStanding(session: Session, webhook: Webhook): undefined {
  session.show(webhook, `"${plainText(webhook.name)}" is ${standingText(webhook)}`)
}

const allWebhooks = (client: Client): Promise<readonly Webhook[]> =>
  take(
    everyItem((page) => client.webhooks.list(page), 200),
    10_000,
  )

/** A webhook by its name or id. Throws `not.found`, saying what there is. */
async function getWebhook(client: Client, wanted: string): Promise<Webhook> {
  const items = await allWebhooks(client)
  return findNamed(items, wanted) ?? missing('webhook', wanted, items)
}

interface Wish {
  readonly delivery: string | undefined
  readonly from: string | undefined
  readonly until: string | undefined
  readonly all: boolean
}

function wish({ delivery, from, until, all }: Wish) {
  if (delivery !== undefined) return { deliveryId: delivery }
  if (from === undefined)
    throw invalid([{ field: '--from', message: 'is missing; or name one delivery by its id' }])
  return { from, all, ...(until === undefined ? {} : { until }) }
}
