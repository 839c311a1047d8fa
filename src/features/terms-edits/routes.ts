import { defineRoute, type Route } from '../../kit/route.ts'
import { wordRoutes } from '../bulk-edits/routes.ts'
import { run } from '../runs/routes.ts'
import { presentRunTo } from '../runs/rules.ts'
import { RunAnswer } from '../runs/schema.ts'
import { askTermsEdit } from './actions.ts'
import { TermsBulkEdit } from './schema.ts'

const path = '/api/saas-application-bulk-edits'
const needs = 'saas-applications:write'

export const termsEditRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path,
    summary:
      'Write the same terms of many SaaS applications, archive or restore them: as a plan to look at, which is a run',
    needs,
    input: TermsBulkEdit,
    output: RunAnswer,
    status: 202,
    act: 'run.asked',
    makes: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await askTermsEdit(ctx, input)),
  }),
  ...wordRoutes('saas_application', { path, needs }),
]
