import { z } from 'zod'

/** What a webhook can be told of. */
export const eventTypes = [
  'run.finished',
  'run.held',
  'run.failed',
  'person.created',
  'person.changed',
  'person.gone',
  'device.created',
  'device.changed',
  'device.gone',
  'saas-user.created',
  'saas-user.changed',
  'saas-user.gone',
] as const

const name = z.string().trim().min(1, 'is missing').max(120)
const url = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://example.com/hooks' })
  .max(2000)
  .describe('Where messages go: https, and on the public internet unless MUSTER_ALLOW says otherwise')
const events = z
  .array(z.enum(eventTypes))
  .min(1, 'name at least one type of events')
  .overwrite((types) => eventTypes.filter((type) => types.includes(type)))

export const NewWebhook = z.strictObject({ name, url, events })

export const WebhookEdit = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  events: events.optional(),
  state: z.enum(['active', 'paused']).optional().describe('A paused one is sent nothing'),
  because: z.string().trim().min(1).max(500).optional().describe('Why it is paused'),
})

const time = z.iso.datetime().nullable()

export const WebhookAnswer = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(eventTypes)),
  state: z.enum(['active', 'paused']),
  pausedBecause: z.string().nullable(),
  failingSince: time.describe('Since when no message was taken; null: the last one was'),
  waiting: z.number().int().describe('Messages that are yet to be taken'),
  fingerprint: z.string().describe('Tells two secrets apart without showing them'),
  previousUntil: time.describe('Until when messages are signed under the secret before, too'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export const WebhookWithSecret = WebhookAnswer.extend({
  secret: z.string().describe('Verifies messages (whsec_…). It is shown this one time'),
})

export const DeliveryAnswer = z.object({
  id: z.string(),
  eventId: z.string().describe('The webhook-id of its message: the same however often it is sent'),
  type: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']).describe('failed: given up, until it is replayed'),
  tries: z.number().int(),
  dueAt: time.describe('Not tried again before; null: it is over'),
  attempts: z
    .array(
      z.object({
        at: z.iso.datetime(),
        status: z.number().int().nullable().describe('null: there was no answer'),
        milliseconds: z.number().int(),
        fault: z.string().nullable(),
        answer: z.string().describe('How the answer begins'),
      }),
    )
    .describe('The last tries, the newest last'),
  happenedAt: z.iso.datetime(),
  payload: z.record(z.string(), z.json()).describe('What is sent'),
})

export const ReplayWish = z
  .strictObject({
    deliveryId: z.string().optional().describe('One message'),
    from: z.iso.datetime().optional().describe('Or what happened since then …'),
    until: z.iso.datetime().optional().describe('… until then; until now when left out'),
    all: z.boolean().default(false).describe('Those that were taken, too'),
  })
  .refine(({ deliveryId, from }) => (deliveryId === undefined) !== (from === undefined), {
    path: ['from'],
    error: 'say either deliveryId or from',
  })

export const Replayed = z.object({ messages: z.number().int().describe('So many are sent again') })
