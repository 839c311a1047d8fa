import { z } from 'zod'

/** A piece of a list; `next` asks for the piece after it and is null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

export interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}
