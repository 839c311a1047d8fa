import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { ChangeAnswer } from '../../kit/record/changes.ts'
import { DeviceAnswer } from '../devices/schema.ts'
import { PersonDetailAnswer } from '../people/schema.ts'

export const Erasure = z.strictObject({
  username: z.string().describe('The username of the person, typed by whoever is sure'),
})

export const EverythingAnswer = z.object({
  madeAt: z.iso.datetime(),
  person: PersonDetailAnswer,
  retired: z.record(z.string(), json).describe('Values of fields that are not used any more'),
  kept: z
    .record(z.string(), z.array(z.record(z.string(), json)))
    .describe('What vendors sent of them, and what came of it, as the tables of the database have it'),
  account: z
    .object({ id: z.string(), name: z.string(), email: z.string().nullable() })
    .nullable()
    .describe('The account with which they sign in here'),
  devices: z.array(DeviceAnswer).describe('Those of which they are the owner, also archived ones'),
  applications: z
    .array(z.object({ id: z.string(), vendor: z.string(), instance: z.string() }))
    .describe('The SaaS applications that they own'),
  history: z.array(ChangeAnswer).describe('The newest first'),
})
