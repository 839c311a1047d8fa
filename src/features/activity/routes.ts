import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { defineLines } from '../../kit/streamed-route.ts'
import { exportActivity, readHead, verifyActivity } from './actions.ts'
import { presentTo } from './rules.ts'
import { ActAnswer, ActivityWish, Anchor, VerificationAnswer } from './schema.ts'
import { actList } from './store.ts'

export const activityRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/activity',
    summary: 'Who did what, the newest first',
    needs: 'activity:read',
    query: ActivityWish,
    item: ActAnswer,
    knownBy: 'number',
    list: async ({ db, actor }, wish) => asked(db, actList(wish), (rows) => rows.map(presentTo(actor))),
  }),
  defineLines({
    path: '/api/activity/export',
    summary: 'Every act that is wanted, the newest first, a line of JSON each',
    needs: 'activity:read',
    query: ActivityWish,
    output: ActAnswer,
    run: (ctx, input) => presented(ctx, exportActivity(ctx, input)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/activity/head',
    summary: 'The last act, to be written down where nobody can change it',
    needs: 'activity:read',
    output: Anchor,
    run: readHead,
  }),
  defineRoute({
    method: 'post',
    path: '/api/activity/verification',
    summary: 'Whether all acts are as they were written, and which is the first that is not',
    needs: 'activity:read',
    input: z.strictObject({
      anchors: z.array(Anchor).max(10_000).default([]).describe('What was written down elsewhere'),
    }),
    output: VerificationAnswer,
    act: 'activity.verified',
    isCostly: true,
    run: async (ctx, { anchors }) => {
      const verification = await verifyActivity(ctx, anchors)
      return { ok: verification.bad === null, ...verification }
    },
  }),
]

async function* presented({ actor }: Pick<Ctx, 'actor'>, acts: ReturnType<typeof exportActivity>) {
  for await (const act of acts) yield presentTo(actor)(act)
}
