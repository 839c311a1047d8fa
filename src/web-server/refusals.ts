import { recordAct } from '../features/activity/actions.ts'
import type { Ctx } from '../kit/ctx.ts'
import type { Route } from '../kit/route.ts'

const minute = 60_000
const most = 10_000

/** Adds to the acts that somebody known was refused for want of a right. */
export type NoteRefusal = (ctx: Ctx, route: Route) => Promise<void>

/**
 * Of one actor and route, one refusal a minute: a page that asks again and again must not fill the activity. Whoever is
 * not known is only in the log, for nobody may have us write without saying who they are.
 */
export function refusals(): NoteRefusal {
  const noted = new Map<string, number>()
  return async (ctx, { method, path }) => {
    const asked = `${method.toUpperCase()} ${path}`
    const key = JSON.stringify([ctx.actor.accountId ?? ctx.actor.name, asked])
    const now = ctx.clock.now()
    if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < minute) return
    if (noted.size >= most) noted.clear()
    noted.set(key, now)
    const act = { act: 'route.refused', thing: { id: asked, name: asked } }
    // The refusal stands, whether it could be written down or not.
    await recordAct(ctx, act).catch((err) => ctx.log.error({ err }, 'a refusal could not be noted'))
  }
}
