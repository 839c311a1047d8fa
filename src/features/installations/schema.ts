import { z } from 'zod'

export const InstalledAnswer = z.object({
  softwareId: z.string(),
  name: z.string(),
  publisher: z.string(),
  version: z.string().describe('Empty: nobody says'),
  source: z.string().describe('The integration that says so'),
  since: z.iso.datetime().describe('Since when it is known'),
  goneAt: z.iso.datetime().nullable().describe('Since when it is no longer there'),
})

export const InstalledQuery = z.object({
  gone: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe('What was installed once, instead of what is'),
})
