import { z } from 'zod'
import type { Json } from '../lib/value.ts'

/** Whatever JSON can say, in our own type for it. */
export const json: z.ZodType<Json, Json> = z.json()
