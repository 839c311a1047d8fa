import { z } from 'zod'
import { invalid } from '../../lib/errors.ts'
import { dayAt } from '../../lib/zone.ts'
import type { Ctx } from '../ctx.ts'

/** What lists can be asked that are known for the past, too. */
export const asOfQuery = {
  asOf: z.iso
    .date('must be a day, as in 2026-01-31')
    .refine((day) => day >= '1900-01-01', 'must be a day since 1900')
    .optional()
    .describe('The list as it was at the end of this day, where the workspace is; as it is when left out'),
}

/** What the name of a file says of the day that it is of. */
export const dayInName = (asked: unknown): string =>
  typeof asked === 'object' && asked !== null && 'asOf' in asked && typeof asked.asOf === 'string'
    ? `-${asked.asOf}`
    : ''

/** Throws `input.invalid` for a day that has not begun in the workspace: nothing is known of it. */
export function wantBegun({ zone }: Pick<Ctx, 'zone'>, day: string): void {
  if (day > dayAt(zone, Date.now()))
    throw invalid([{ field: 'asOf', message: 'is yet to come; choose today or a day before' }])
}
