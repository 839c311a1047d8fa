import { z } from 'zod'

export const SourceOrderAnswer = z.object({
  field: z.string(),
  isUsual: z.boolean().describe('Whether sources speak as they were launched'),
  sources: z
    .array(
      z.object({
        integrationId: z.string(),
        integrationName: z.string(),
        launchedAt: z.iso.datetime(),
        writes: z.boolean().describe('Whether its mapping writes the field now'),
      }),
    )
    .describe(
      'Who says anything of the field, the first that speaks first; what is written by hand comes before',
    ),
  proposal: z
    .object({
      runId: z.string().describe('The run whose plan shows whom it changes'),
      by: z.string(),
      integrationIds: z.array(z.string()),
    })
    .nullable()
    .describe('Another order that waits until its plan is applied'),
})

export const SourceOrderWish = z.strictObject({
  integrationIds: z
    .array(z.string())
    .max(100)
    .describe(
      'The first speaks first; those that are left out follow as they were launched. None: the usual order',
    ),
})
