import { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { AppError } from '../../lib/errors.ts'
import { readTimings } from '../schedules/store.ts'
import {
  createIntegration,
  deleteIntegration,
  editIntegration,
  getIntegration,
  pause,
  resume,
  smartMapping,
} from './actions.ts'
import { present, presentProposal } from './rules.ts'
import { IntegrationAnswer, IntegrationEdit, NewIntegration, ProposalAnswer } from './schema.ts'
import { type IntegrationRow, integrationList } from './store.ts'

const id = z.object({ id: z.string() })

/** Integrations as they are answered, with what their schedules did and will do. */
async function answers(ctx: Ctx, rows: readonly IntegrationRow[]): Promise<Answer[]> {
  const { pool } = ctx.db
  const [fields, timings] = await Promise.all([
    readFields(pool),
    readTimings(
      pool,
      rows.map(({ id }) => id),
    ),
  ])
  return rows.map((row) => present(row, { fields, timings }))
}

type Answer = z.input<typeof IntegrationAnswer>

async function answer(ctx: Ctx, row: IntegrationRow): Promise<Answer> {
  const [one] = await answers(ctx, [row])
  if (!one) throw new AppError('not.found')
  return one
}

export const integrationRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/integrations',
    summary: 'Every integration, with what is missing before it can be launched',
    needs: 'integrations:read',
    item: IntegrationAnswer,
    size: { usual: 200, most: 200 },
    list: async (ctx) => asked(ctx.db, integrationList(ctx.db), (rows) => answers(ctx, rows)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations',
    summary: 'Make a draft of an integration',
    needs: 'integrations:write',
    input: NewIntegration,
    output: IntegrationAnswer,
    status: 201,
    run: async (ctx, input) => answer(ctx, await createIntegration(ctx, input)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/integrations/:id',
    summary: 'One integration',
    needs: 'integrations:read',
    params: id,
    output: IntegrationAnswer,
    run: async (ctx, input) => answer(ctx, await getIntegration(ctx, input.id)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/integrations/:id',
    summary: 'Edit an integration; what is left out stays',
    needs: 'integrations:write',
    params: id,
    input: IntegrationEdit,
    output: IntegrationAnswer,
    run: async (ctx, input) => answer(ctx, await editIntegration(ctx, input)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/integrations/:id',
    summary: 'Delete an integration; people, values and history stay',
    needs: 'integrations:write',
    params: id,
    output: nothing,
    status: 204,
    run: async (ctx, input) => {
      await deleteIntegration(ctx, input.id)
      return undefined
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/pause',
    summary: 'Stop running it by itself; a run that is under way goes on',
    needs: 'integrations:write',
    params: id,
    input: z.strictObject({ because: z.string().trim().min(1).max(500).optional() }),
    output: IntegrationAnswer,
    run: async (ctx, input) => answer(ctx, await pause(ctx, input)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/resume',
    summary: 'Run a paused integration by itself again, from its next due time on',
    needs: 'integrations:write',
    params: id,
    output: IntegrationAnswer,
    run: async (ctx, input) => answer(ctx, await resume(ctx, input.id)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/smart-mapping',
    summary: 'What could be mapped without asking, with the reason; written into the mapping if accepted',
    needs: 'integrations:write',
    params: id,
    input: z.strictObject({ accept: z.boolean().optional() }),
    output: z.object({ proposals: z.array(ProposalAnswer), integration: IntegrationAnswer }),
    run: async (ctx, input) => {
      const { row, proposals, around } = await smartMapping(ctx, input)
      return {
        proposals: proposals.map((proposal) => presentProposal(proposal, around)),
        integration: await answer(ctx, row),
      }
    },
  }),
]
