import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { Files } from '../configuration/schema.ts'

const most = 1000

export const PlanWish = Files.extend({
  prune: z.boolean().default(false).describe('Delete what no file tells of'),
})

const digest = z.string().max(64)

export const ApplyWish = PlanWish.extend({
  digest: digest.describe('Of the plan that was looked at'),
  seen: z
    .array(z.strictObject({ runId: z.string(), digest }))
    .max(most)
    .default([])
    .describe('Of its runs those whose plans were looked at; what others do waits for somebody to look'),
})

const noun = Files.keyof()

export const ConfigurationPlan = z.object({
  digest: z.string().describe('Of the steps: two plans of one digest do the same'),
  steps: z
    .array(
      z.object({
        noun,
        verb: z.enum(['create', 'change', 'delete']),
        name: z.string(),
        was: z.string().nullable(),
        changes: z.array(z.object({ path: z.string(), before: json, after: json })),
      }),
    )
    .describe('In the order in which they are taken'),
  needs: z
    .array(z.object({ name: z.string(), message: z.string(), command: z.string() }))
    .describe('What no file can say and has to be done first: secrets, and invitations'),
  kept: z
    .array(z.object({ noun, name: z.string(), message: z.string() }))
    .describe('What no file tells of, and is not deleted'),
  trials: z
    .array(z.object({ integration: z.string(), runId: z.string() }))
    .describe(
      'Runs that find out, from stored records, whom the change of an integration or of the order of sources would change',
    ),
  untried: z
    .array(z.object({ integration: z.string(), message: z.string() }))
    .describe('Integrations whose change cannot be tried before it is applied: it will wait as a plan'),
})

export const ConfigurationApplied = z.object({
  runs: z
    .array(z.object({ integration: z.string(), runId: z.string(), released: z.boolean() }))
    .describe('Runs that make a change of an integration take effect; one that is not released waits'),
})
