import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { field } from '../fields/routes.ts'
import { getOrder, proposeOrder } from './actions.ts'
import { presentOrder } from './rules.ts'
import { SourceOrderAnswer, SourceOrderWish } from './schema.ts'

const params = z.object({ id: z.string() })

export const sourceOrderRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/fields/:id/sources',
    summary: 'In which order sources speak of a field',
    needs: 'integrations:read',
    params,
    output: SourceOrderAnswer,
    run: async (ctx, { id }) => presentOrder(await getOrder(ctx, id)),
  }),
  defineRoute({
    method: 'put',
    path: '/api/fields/:id/sources',
    summary:
      'Propose another order of sources: it takes effect when the plan of its run, which shows whom it changes, is applied',
    needs: 'fields:write',
    params,
    input: SourceOrderWish,
    output: SourceOrderAnswer,
    act: 'field.order-proposed',
    of: field,
    faults: ['run.active', 'conflict'],
    run: async (ctx, wish) => presentOrder(await proposeOrder(ctx, wish)),
  }),
]
