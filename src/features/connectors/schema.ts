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
      of: z.enum(['users']),
      fields: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          type: z.enum(['text', 'number', 'boolean', 'datetime', 'list']),
        }),
      ),
    }),
  ),
})
