import { z } from 'zod'
import { json } from '../../kit/json.ts'

export const ActAnswer = z.object({
  number: z.number().int().describe('Without a gap; each act is chained to the one before'),
  at: z.string().describe("By the database's clock"),
  who: z.object({
    way: z.string().describe('How who acted came: socket, session, token, worker, nobody'),
    id: z.string().nullable(),
    name: z.string(),
  }),
  act: z.string().describe('integration.edited'),
  thing: z
    .object({ noun: z.string(), id: z.string().nullable(), name: z.string().nullable() })
    .nullable()
    .describe('What it was done to'),
  changes: z
    .array(z.object({ field: z.string(), before: json, after: json, hidden: z.boolean() }))
    .describe('Of what is hidden, only that it changed'),
  digest: z.string().nullable().describe('Of the plan that was released or applied'),
  from: z.object({
    address: z.string().nullable(),
    agent: z.string().nullable().describe("The caller's program, by its own word"),
    request: z.string().nullable(),
  }),
  mac: z.string().describe('Vouches for this act and all before it'),
})

const text = z.string().trim().min(1).max(200).optional()

export const ActivityWish = z.object({
  who: text.describe('Only acts of this name'),
  act: text.describe('Only acts that begin so: integration, or integration.edited'),
  thing: text.describe('Only acts on the thing of this id'),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
})

export const Anchor = z.strictObject({
  number: z.number().int().min(0),
  mac: z.string().regex(/^([0-9a-f]{64})?$/, 'must be 64 hex digits'),
})

export const VerificationAnswer = z.object({
  ok: z.boolean(),
  from: z.number().int().describe('The first act that is still kept'),
  through: z.number().int().describe('The last act there is to be'),
  bad: z
    .object({ number: z.number().int(), message: z.string() })
    .nullable()
    .describe('The first act at which something is wrong'),
})
