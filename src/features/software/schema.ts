import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'

export const SoftwareAnswer = z.object({
  id: z.string(),
  name: z.string(),
  publisher: z.string().describe('Empty: nobody says'),
  versions: z.int().describe('How many versions are installed on these devices'),
  devices: z
    .int()
    .describe(
      'On how many devices it is installed, each counted once; those that are archived or gone are not',
    ),
  since: z.iso.datetime().describe('Since when it is known'),
})

export const SoftwareQuery = z.object({
  search: z.string().trim().max(200).optional().describe('Part of the name or the publisher'),
  ...asOfQuery,
})

export const PlaceAnswer = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  version: z.string().describe('Empty: nobody says'),
  since: z.iso.datetime(),
})
