import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { integration } from '../integrations/routes.ts'
import { askSurvey, getSurvey } from './actions.ts'
import { presentSurvey } from './rules.ts'
import { SurveyAnswer } from './schema.ts'

const id = z.object({ id: z.string() })

export const surveyRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/integrations/:id/survey',
    summary: 'Read the whole list and count which fields could be sync keys; nothing is loaded',
    needs: 'integrations:write',
    params: id,
    output: SurveyAnswer,
    status: 202,
    act: 'integration.surveyed',
    isCostly: true,
    of: integration,
    run: async (ctx, input) => presentSurvey(await askSurvey(ctx, input.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/integrations/:id/survey',
    summary: 'What the last survey counted, and which sync keys follow from it',
    needs: 'integrations:write',
    params: id,
    output: SurveyAnswer,
    run: async (ctx, input) => presentSurvey(await getSurvey(ctx, input.id)),
  }),
]
