import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { run } from '../runs/routes.ts'
import { presentRun } from '../runs/rules.ts'
import { Rejected, RunAnswer, Seen } from '../runs/schema.ts'
import { applyPlanOf, rejectRun, releaseRun } from './actions.ts'

const id = z.object({ id: z.string() })

export const planRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/apply',
    summary: 'Apply exactly the plan that was looked at',
    needs: 'runs:write',
    params: id,
    input: Seen,
    output: RunAnswer,
    status: 202,
    act: 'run.released',
    of: run,
    run: async (ctx, input) => presentRun(await applyPlanOf(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/release',
    summary: 'Apply exactly the plan of this digest, whatever brakes it trips',
    needs: 'runs:approve',
    proof: true,
    params: id,
    input: Seen,
    output: RunAnswer,
    status: 202,
    act: 'run.released',
    of: run,
    run: async (ctx, input) => presentRun(await releaseRun(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/reject',
    summary: 'Throw exactly the plan of this digest away; nothing of it is applied',
    needs: 'runs:approve',
    params: id,
    input: Rejected,
    output: RunAnswer,
    act: 'run.rejected',
    of: run,
    run: async (ctx, input) => presentRun(await rejectRun(ctx, input)),
  }),
]
