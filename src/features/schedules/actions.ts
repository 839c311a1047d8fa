import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { getIntegration } from '../integrations/actions.ts'
import type { IntegrationRow } from '../integrations/store.ts'
import { pauseIntegration, resumeIntegration } from './store.ts'

/** Stops an integration from running by itself. Throws `conflict` where it does not. */
export async function pause(
  ctx: Ctx,
  { id, because }: { readonly id: string; readonly because?: string | undefined },
): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  if (await pauseIntegration(ctx.db.pool, row.id, because ?? null)) return getIntegration(ctx, id)
  throw new AppError(
    'conflict',
    `"${row.name}" is ${stateWords[row.state]}; only an active one can be paused`,
  )
}

/** Lets a paused integration run by itself again. Throws `conflict` where it is not paused. */
export async function resume(ctx: Ctx, id: string): Promise<IntegrationRow> {
  const row = await getIntegration(ctx, id)
  if (await resumeIntegration(ctx.db.pool, row.id)) return getIntegration(ctx, id)
  throw new AppError(
    'conflict',
    `"${row.name}" is ${stateWords[row.state]}; only a paused one can be resumed`,
  )
}

const stateWords = {
  draft: 'not launched yet',
  active: 'active',
  paused: 'paused already',
} as const satisfies Record<IntegrationRow['state'], string>
