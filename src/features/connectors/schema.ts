import { z } from 'zod'

export const ConnectorAnswer = z.object({
  id: z.string(),
  name: z.string(),
  docs: z.string(),
  settings: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      kind: z.enum(['secret', 'text', 'origin']),
      help: z.string().optional(),
      default: z.string().optional(),
    }),
  ),
  loads: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      of: z.enum(['users', 'devices']),
      fields: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          type: z.enum(['text', 'number', 'boolean', 'datetime', 'list']),
        }),
      ),
      hasSoftware: z.boolean().describe('Of devices: whether the software on them can be loaded, too'),
      include: z
        .array(z.object({ field: z.string(), text: z.string() }))
        .describe('Flags by which a part of the list can be left out as a whole, with what lets it in'),
    }),
  ),
})
