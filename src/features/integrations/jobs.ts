import { endNext } from '../../directory/end-source.ts'
import type { Ctx } from '../../kit/ctx.ts'

/**
 * Sees to what the integration said that was deleted first; the worker does it again and again. False when none is due. Throws
 * `database.locked` while a run is being applied.
 */
export const endDeleted = ({ db }: Pick<Ctx, 'db'>): Promise<boolean> => endNext(db.pool)
