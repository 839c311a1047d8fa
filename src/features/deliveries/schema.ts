import { z } from 'zod'

export const DeliveryAnswer = z.object({
  id: z.string(),
  eventId: z.string().describe('The webhook-id of its message: the same however often it is sent'),
  type: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']).describe('failed: given up, until it is replayed'),
  tries: z.number().int(),
  dueAt: z.iso.datetime().nullable().describe('Not tried again before; null: it is over'),
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
