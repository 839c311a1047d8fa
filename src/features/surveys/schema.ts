import { z } from 'zod'

const count = z.number().int()

export const SurveyAnswer = z.object({
  state: z.enum(['waiting', 'reading', 'done', 'failed']),
  read: count.describe('Records read so far'),
  records: count.nullable().describe('Records that take part; null until it is done'),
  keys: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      blank: count.describe('Records without a value'),
      repeated: count.describe('Records whose value another one had before'),
      meets: count.describe('Records whose value a person or device of the directory has'),
      disagrees: count.describe('Records whose value finds another one than another field of theirs'),
    }),
  ),
  advice: z
    .object({ keys: z.array(z.string()).describe('In the order they should have'), because: z.string() })
    .nullable(),
  fault: z.string().nullable(),
  askedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
