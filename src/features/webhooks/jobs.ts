import type { Ctx } from '../../kit/ctx.ts'
import { pauseFailing, tendPausedNotices } from './store.ts'

/** Pauses webhooks that take nothing for days, and keeps the notices of it true. */
export async function tendWebhooks(ctx: Ctx): Promise<void> {
  await pauseFailing(ctx.db)
  await tendPausedNotices(ctx.db)
}
