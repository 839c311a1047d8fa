import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { run } from '../runs/routes.ts'
import { presentRun } from '../runs/rules.ts'
import { RunAnswer } from '../runs/schema.ts'
import { undoRun } from './actions.ts'

export const undoRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/undo',
    summary: 'Plan to take a run back, to be looked at and applied like every plan',
    needs: 'runs:approve',
    params: z.object({ id: z.string() }),
    output: RunAnswer,
    status: 202,
    act: 'run.undo-asked',
    makes: run,
    run: async (ctx, input) => presentRun(await undoRun(ctx, input.id)),
  }),
]
