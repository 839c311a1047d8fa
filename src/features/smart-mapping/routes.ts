import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { answer, integration } from '../integrations/routes.ts'
import { IntegrationAnswer } from '../integrations/schema.ts'
import { smartMapping } from './actions.ts'
import { presentProposal } from './rules.ts'
import { ProposalAnswer } from './schema.ts'

export const smartMappingRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/smart-mapping',
    summary: 'What could be mapped without asking, with the reason; written into the mapping if accepted',
    needs: 'integrations:write',
    params: z.object({ id: z.string() }),
    input: z.strictObject({ accept: z.boolean().optional() }),
    output: z.object({ proposals: z.array(ProposalAnswer), integration: IntegrationAnswer }),
    act: 'integration.edited',
    of: integration,
    run: async (ctx, input) => {
      const { row, proposals, around } = await smartMapping(ctx, input)
      return {
        proposals: proposals.map((proposal) => presentProposal(proposal, around)),
        integration: await answer(ctx, row),
      }
    },
  }),
]
