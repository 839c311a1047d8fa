import { z } from 'zod'

export const SearchQuery = z.object({
  text: z
    .string()
    .trim()
    .min(2, 'needs two characters at least')
    .max(200)
    .describe('Part of what it is called'),
})

export const FoundAnswer = z.object({
  kind: z.enum(['person', 'saas-user', 'saas-application', 'device', 'software', 'integration', 'run']),
  id: z.string(),
  label: z.string(),
  note: z.string().nullable().describe('What tells it from others of its name'),
  personId: z.string().nullable().describe('Whose SaaS user it is'),
  applicationId: z.string().nullable().describe('Where a SaaS user is'),
})
