import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { answer, integration } from '../integrations/routes.ts'
import { IntegrationAnswer } from '../integrations/schema.ts'
import { pause, resume } from './actions.ts'

const id = z.object({ id: z.string() })

export const scheduleRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/pause',
    summary: 'Stop running it by itself; a run that is under way goes on',
    needs: 'integrations:write',
    params: id,
    input: z.strictObject({ because: z.string().trim().min(1).max(500).optional() }),
    output: IntegrationAnswer,
    act: 'integration.paused',
    of: integration,
    run: async (ctx, input) => answer(ctx, await pause(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/resume',
    summary: 'Run a paused integration by itself again, from its next due time on',
    needs: 'integrations:write',
    params: id,
    output: IntegrationAnswer,
    act: 'integration.resumed',
    of: integration,
    run: async (ctx, input) => answer(ctx, await resume(ctx, input.id)),
  }),
]
