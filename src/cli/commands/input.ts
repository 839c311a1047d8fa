import { z } from 'zod'

/** A name or an id that was typed. */
export const word = z.string().trim().min(1, 'is empty')

/** A flag without a value. */
export const flag = z.boolean().optional()

/** How many items to show. */
export const limit = (usual: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100_000, 'must be at most 100,000')
    .default(usual)
