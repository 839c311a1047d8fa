import { z } from 'zod'

const Value = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])

export const HandEdit = z.strictObject({
  values: z
    .record(z.string(), Value)
    .default({})
    .describe(
      'By the keys of fields. What is written here stays whatever a source says; null empties a field that no source fills',
    ),
  giveBack: z
    .array(z.string())
    .max(300)
    .default([])
    .describe('Keys of fields of which the sources decide again'),
})
