import { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import { readOutcomes } from '../../directory/read-outcomes.ts'
import { afterKey, page, pageOf, pageQuery } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { bareId } from '../../lib/ids.ts'
import { applyPlanOf, cancelRun, getRun, rejectRun, releaseRun, startRun } from './actions.ts'
import { presentOutcome, presentRun } from './rules.ts'
import { OutcomeAnswer, outcomeKinds, RunAnswer, runModes } from './schema.ts'
import { listRuns } from './store.ts'

const id = z.object({ id: z.string() })
const seen = z.strictObject({ digest: z.string().max(64).describe('Of the plan that was looked at') })

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
    run: async (ctx, input) => presentRun(await startRun(ctx, input)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/runs',
    summary: 'Runs, the newest first',
    needs: 'runs:read',
    query: pageQuery.extend({ integrationId: z.string().optional() }),
    output: page(RunAnswer),
    run: async (ctx, { limit, cursor, integrationId }) => {
      const rows = await listRuns(ctx.db, {
        integrationId: integrationId === undefined ? undefined : bareId('int', integrationId),
        before: afterKey(cursor, ['uuid'])?.[0],
        limit: limit + 1,
      })
      return pageOf(rows, limit, { key: (row) => [row.id], item: presentRun })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/runs/:id',
    summary: 'One run: its state, its ledger, how far it is',
    needs: 'runs:read',
    params: id,
    output: RunAnswer,
    run: async (ctx, input) => presentRun(await getRun(ctx, input.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/runs/:id/outcomes',
    summary: 'What becomes of each record, but for unchanged ones',
    needs: 'runs:read',
    params: id,
    query: pageQuery.extend({ kind: z.enum(outcomeKinds).optional() }),
    output: page(OutcomeAnswer),
    run: async (ctx, input) => {
      const run = await getRun(ctx, input.id)
      const after = Number(afterKey(input.cursor, ['integer'])?.[0] ?? -1)
      const fields = await readFields(ctx.db.pool)
      const rows = await readOutcomes(ctx.db.pool, {
        runId: run.id,
        sourceId: run.integration_id,
        withAccounts: run.with_accounts,
        isPlanned: run.digest !== null && run.pruned_at === null,
        kind: input.kind,
        after,
        limit: input.limit + 1,
      })
      return pageOf(rows, input.limit, {
        key: (row) => [String(row.number)],
        item: (row) => presentOutcome(row, fields),
      })
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/apply',
    summary: 'Apply exactly the plan that was looked at',
    needs: 'runs:write',
    params: id,
    input: seen,
    output: RunAnswer,
    status: 202,
    run: async (ctx, input) => presentRun(await applyPlanOf(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/release',
    summary: 'Apply exactly the plan of this digest, whatever brakes it trips',
    needs: 'runs:approve',
    params: id,
    input: seen,
    output: RunAnswer,
    status: 202,
    run: async (ctx, input) => presentRun(await releaseRun(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/reject',
    summary: 'Throw exactly the plan of this digest away; nothing of it is applied',
    needs: 'runs:approve',
    params: id,
    input: seen,
    output: RunAnswer,
    run: async (ctx, input) => presentRun(await rejectRun(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/runs/:id/cancel',
    summary: 'Stop a run; nothing of it is applied',
    needs: 'runs:write',
    params: id,
    output: RunAnswer,
    run: async (ctx, input) => presentRun(await cancelRun(ctx, input.id)),
  }),
]
