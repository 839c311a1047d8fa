import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { decisionOn } from './actions.ts'
import { DecisionAnswer } from './schema.ts'

export const decisionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/runs/:id/decision',
    summary: 'What whoever asks may decide about a run: whether to apply, reject or undo it',
    needs: 'runs:read',
    params: z.object({ id: z.string() }),
    output: DecisionAnswer,
    run: (ctx, { id }) => decisionOn(ctx, id),
  }),
]
