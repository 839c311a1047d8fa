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
  'saas-application.changed',
  'saas-application.gone',
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
