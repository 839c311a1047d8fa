import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'
import { filterLike } from '../../kit/list/query.ts'
import { SourceAnswer, Values } from '../../kit/record/sources.ts'

const Owner = z
  .object({ id: z.string(), name: z.string().nullable() })
  .nullable()
  .describe(
    'The person whose username or e-mail address the field "owner" has; null also for one who may not be seen',
  )

export const DeviceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  values: Values,
  owner: Owner,
  goneAt: z.iso.datetime().nullable().describe('Since when no integration that told of it has it any more'),
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export const DeviceDetailAnswer = DeviceAnswer.extend({
  sources: z.array(SourceAnswer).describe('What each integration last said of this device'),
  byHand: z.array(z.string()).describe('The keys of the fields that were edited by hand'),
  software: z.int().describe('How many titles are installed'),
})

export const DevicesQuery = z.object({
  filter: filterLike(
    'model contains "MacBook" and last_seen before-days 30',
    'GET /api/fields?object=device',
  ),
  ...asOfQuery,
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Part of the name, serial number, asset tag, model or owner'),
  personId: z.string().optional().describe('Only those of this person'),
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe('Archived devices instead of the others'),
})
