import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { run } from '../runs/routes.ts'
import { presentRunTo } from '../runs/rules.ts'
import { RunAnswer } from '../runs/schema.ts'
import { applyEdit, askEdit, rejectEdit } from './actions.ts'
import { BulkEdit, Seen } from './schema.ts'

const params = z.object({ id: z.string() })

export const bulkEditRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/bulk-edits',
    summary: 'Edit, archive or restore many people by hand: as a plan to look at, which is a run',
    needs: 'people:write',
    input: BulkEdit,
    output: RunAnswer,
    status: 202,
    act: 'run.asked',
    makes: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await askEdit(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/bulk-edits/:id/apply',
    summary: 'Apply exactly the plan that was looked at',
    needs: 'people:write',
    params,
    input: Seen,
    output: RunAnswer,
    status: 202,
    act: 'run.released',
    of: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await applyEdit(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/bulk-edits/:id/reject',
    summary: 'Throw exactly the plan of this digest away; nobody is changed',
    needs: 'people:write',
    params,
    input: Seen,
    output: RunAnswer,
    act: 'run.rejected',
    of: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await rejectEdit(ctx, input)),
  }),
]
