import { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { page } from '../../kit/page.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import {
  createIntegration,
  deleteIntegration,
  editIntegration,
  getIntegration,
  smartMapping,
} from './actions.ts'
import { present, presentProposal } from './rules.ts'
import { IntegrationAnswer, IntegrationEdit, NewIntegration, ProposalAnswer } from './schema.ts'
import { type IntegrationRow, listIntegrations } from './store.ts'

const id = z.object({ id: z.string() })

const answer = async (ctx: Ctx, row: IntegrationRow) => present(row, await readFields(ctx.db.pool))

export const integrationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/integrations',
    summary: 'Every integration, with what is missing before it can be launched',
    needs: 'integrations:read',
    output: page(IntegrationAnswer),
    run: async (ctx) => {
      const fields = await readFields(ctx.db.pool)
      return { items: (await listIntegrations(ctx.db)).map((row) => present(row, fields)), next: null }
    },
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
        integration: present(row, around.fields),
      }
    },
  }),
]
