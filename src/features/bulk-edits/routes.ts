import { z } from 'zod'
import type { Right } from '../../kit/rights.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { run } from '../runs/routes.ts'
import { presentRunTo } from '../runs/rules.ts'
import { Rejected, RunAnswer, Seen } from '../runs/schema.ts'
import type { RunRow } from '../runs/store.ts'
import { applyEdit, askDeviceEdit, askEdit, rejectEdit } from './actions.ts'
import { BulkEdit, DeviceBulkEdit } from './schema.ts'

const params = z.object({ id: z.string() })

/** The routes of a word on a plan, for edits of one object. */
export function wordRoutes(
  object: RunRow['object'],
  { path, needs }: { readonly path: string; readonly needs: Right },
): readonly Route[] {
  return [
    defineRoute({
      method: 'post',
      path: `${path}/:id/apply`,
      summary: 'Apply exactly the plan that was looked at',
      needs,
      params,
      input: Seen,
      output: RunAnswer,
      status: 202,
      act: 'run.released',
      of: run,
      run: async (ctx, word) => presentRunTo(ctx.actor)(await applyEdit(ctx, { object, ...word })),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/:id/reject`,
      summary: 'Throw exactly the plan of this digest away; nothing is changed',
      needs,
      params,
      input: Rejected,
      output: RunAnswer,
      act: 'run.rejected',
      of: run,
      run: async (ctx, word) => presentRunTo(ctx.actor)(await rejectEdit(ctx, { object, ...word })),
    }),
  ]
}

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
  ...wordRoutes('person', { path: '/api/bulk-edits', needs: 'people:write' }),
  defineRoute({
    method: 'post',
    path: '/api/device-bulk-edits',
    summary: 'Edit, archive or restore many devices by hand: as a plan to look at, which is a run',
    needs: 'devices:write',
    input: DeviceBulkEdit,
    output: RunAnswer,
    status: 202,
    act: 'run.asked',
    makes: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await askDeviceEdit(ctx, input)),
  }),
  ...wordRoutes('device', { path: '/api/device-bulk-edits', needs: 'devices:write' }),
]
