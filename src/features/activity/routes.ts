import { z } from 'zod'
import { page } from '../../kit/page.ts'
import { defineLines, defineRoute, type Route } from '../../kit/route.ts'
import { exportActivity, readActivity, readHead, verifyActivity } from './actions.ts'
import { present } from './rules.ts'
import { ActAnswer, ActivityQuery, ActivityWish, Anchor, VerificationAnswer } from './schema.ts'

export const activityRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/activity',
    summary: 'Who did what, the newest first',
    needs: 'activity:read',
    query: ActivityQuery,
    output: page(ActAnswer),
    run: async (ctx, input) => {
      const { items, next } = await readActivity(ctx, input)
      return { items: items.map(present), next }
    },
  }),
  defineLines({
    path: '/api/activity/export',
    summary: 'Every act that is wanted, the newest first, a line of JSON each',
    needs: 'activity:read',
    query: ActivityWish,
    output: ActAnswer,
    async *run(ctx, input) {
      for await (const row of exportActivity(ctx, input)) yield present(row)
    },
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
