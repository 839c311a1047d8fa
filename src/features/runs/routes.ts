import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { defineEvents } from '../../kit/streamed-route.ts'
import type { Thing } from '../../kit/thing.ts'
import { cancelRun, followRun, getRun, startRun, whichRuns } from './actions.ts'
import { presentRun, presentRunTo, toldOf } from './rules.ts'
import { RunAnswer, runModes } from './schema.ts'
import { runList } from './store.ts'

const id = z.object({ id: z.string() })

/** A run as activity tells of it: by its integration, with the digest of its plan. */
export const run: Thing = {
  noun: 'run',
  read: async (ctx, id) => toldOf(await getRun(ctx, id)),
}

export const runRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/runs',
    summary: 'Run an integration: as a plan to look at, or applied at once',
    needs: 'runs:write',
    params: id,
    input: z.strictObject({ mode: z.enum(runModes) }),
    output: RunAnswer,
    status: 202,
    act: 'run.asked',
    makes: run,
    run: async (ctx, input) => presentRun(await startRun(ctx, input)),
  }),
  ...listRoutes({
    path: '/api/runs',
    summary: 'Runs, the newest first',
    needs: 'runs:read',
    query: z.object({
      integrationId: z.string().optional().describe('Only those of this integration'),
      personId: z
        .string()
        .optional()
        .describe('Only those that changed this person, or a SaaS user of theirs'),
    }),
    item: RunAnswer,
    list: async (ctx, wanted) =>
      asked(ctx.db, runList(ctx.db, await whichRuns(ctx, wanted)), (rows) =>
        rows.map(presentRunTo(ctx.actor)),
      ),
  }),
  defineRoute({
    method: 'get',
    path: '/api/runs/:id',
    summary: 'One run: its state, its ledger, how far it is',
    needs: 'runs:read',
    params: id,
    output: RunAnswer,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await getRun(ctx, input.id)),
  }),
  defineEvents({
    path: '/api/runs/:id/progress',
    summary: 'A run that goes on, told again whenever something of it changes; ends with the run',
    needs: 'runs:read',
    params: id,
    output: RunAnswer,
    run: async (ctx, input) => followRun(ctx, await getRun(ctx, input.id)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/cancel',
    summary: 'Stop a run; nothing of it is applied',
    needs: 'runs:write',
    params: id,
    output: RunAnswer,
    act: 'run.cancelled',
    of: run,
    run: async (ctx, input) => presentRun(await cancelRun(ctx, input.id)),
  }),
]
