import { queryOptions } from '@tanstack/react-query'
import type { Delivery } from '../../../client/webhook.ts'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const webhooksQuery = pieces(['webhooks'], (wish) => api.webhooks.list(wish))

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: () => api.webhooks.get(id),
    refetchInterval: 5000,
  })

/** What was and is to be delivered, looked at again while somebody watches. */
export const deliveriesQuery = (id: string, state: Delivery['state'] | undefined) => ({
  ...pieces(['webhooks', id, 'deliveries', { state }], (wish) =>
    api.webhooks.deliveries(id, { ...wish, filter: state && `state eq "${state}"` }),
  ),
  refetchInterval: 3000,
})
