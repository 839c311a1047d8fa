import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { createWebhook, deleteWebhook, editWebhook, getWebhook, rotateSecret } from './actions.ts'
import { present } from './rules.ts'
import { NewWebhook, WebhookAnswer, WebhookEdit, WebhookWithSecret } from './schema.ts'
import { webhookList } from './store.ts'

const params = z.object({ id: z.string() })

export const webhook: Thing = {
  noun: 'webhook',
  read: async (ctx, id) => {
    const { name, url, events, state, fingerprint } = await getWebhook(ctx, id)
    return { name, values: { name, url, events, state }, hidden: { secret: fingerprint } }
  },
}

export const webhookRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/webhooks',
    summary: 'Who is told of what happens here, by name',
    needs: 'webhooks:read',
    item: WebhookAnswer,
    list: async ({ db, clock }) =>
      asked(db, webhookList(db), (rows) => rows.map((row) => present(row, clock.now()))),
  }),
  defineRoute({
    method: 'post',
    path: '/api/webhooks',
    summary: 'Have an address told of what happens here from now on; answers the secret, once',
    needs: 'webhooks:write',
    proof: true,
    input: NewWebhook,
    output: WebhookWithSecret,
    status: 201,
    act: 'webhook.made',
    makes: webhook,
    isShownOnce: true,
    run: async (ctx, input) => {
      const { row, secret } = await createWebhook(ctx, input)
      return { ...present(row, ctx.clock.now()), secret }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/webhooks/:id',
    summary: 'One webhook',
    needs: 'webhooks:read',
    params,
    output: WebhookAnswer,
    of: webhook,
    run: async (ctx, { id }) => present(await getWebhook(ctx, id), ctx.clock.now()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/webhooks/:id',
    summary: 'Edit a webhook, pause it, or let it go on; what is left out stays',
    needs: 'webhooks:write',
    proof: true,
    params,
    input: WebhookEdit,
    output: WebhookAnswer,
    act: 'webhook.edited',
    of: webhook,
    run: async (ctx, input) => present(await editWebhook(ctx, input), ctx.clock.now()),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/webhooks/:id',
    summary: 'Delete a webhook, and what is yet to be delivered to it',
    needs: 'webhooks:write',
    params,
    output: nothing,
    status: 204,
    act: 'webhook.deleted',
    of: webhook,
    run: async (ctx, { id }) => {
      await deleteWebhook(ctx, id)
      return undefined
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/webhooks/:id/rotate',
    summary: 'Give a webhook another secret, answered once; the one before holds for 24 hours more',
    needs: 'webhooks:write',
    proof: true,
    params,
    output: WebhookWithSecret,
    act: 'webhook.rotated',
    of: webhook,
    isShownOnce: true,
    run: async (ctx, { id }) => {
      const { row, secret } = await rotateSecret(ctx, id)
      return { ...present(row, ctx.clock.now()), secret }
    },
  }),
]
