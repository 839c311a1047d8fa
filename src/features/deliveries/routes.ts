import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { getWebhook } from '../webhooks/actions.ts'
import { webhook } from '../webhooks/routes.ts'
import { replay, sendTest } from './actions.ts'
import { presentDelivery } from './rules.ts'
import { DeliveryAnswer, Replayed, ReplayWish } from './schema.ts'
import { deliveryList } from './store.ts'

const params = z.object({ id: z.string() })

export const deliveryRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/webhooks/:id/test',
    summary: 'Send a webhook a message of type webhook.test',
    needs: 'webhooks:write',
    params,
    output: DeliveryAnswer,
    status: 202,
    act: 'webhook.tested',
    of: webhook,
    run: async (ctx, { id }) => presentDelivery(await sendTest(ctx, id)),
  }),
  ...listRoutes({
    path: '/api/webhooks/:id/deliveries',
    summary: 'What was and is to be delivered to a webhook, the newest first',
    needs: 'webhooks:read',
    params,
    item: DeliveryAnswer,
    list: async (ctx, { id }) => {
      const { id: webhookId } = await getWebhook(ctx, id)
      return asked(ctx.db, deliveryList(webhookId), (rows) => rows.map(presentDelivery))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/webhooks/:id/replay',
    summary: 'Send one message again, or those of a time that were given up or missed',
    needs: 'webhooks:write',
    params,
    input: ReplayWish,
    output: Replayed,
    status: 202,
    act: 'webhook.replayed',
    isCostly: true,
    of: webhook,
    run: async (ctx, input) => ({ messages: await replay(ctx, input) }),
  }),
]
