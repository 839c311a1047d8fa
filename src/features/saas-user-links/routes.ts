import { defineRoute, type Route } from '../../kit/route.ts'
import { run } from '../runs/routes.ts'
import { presentRunTo } from '../runs/rules.ts'
import { RunAnswer } from '../runs/schema.ts'
import { askLinks } from './actions.ts'
import { SaasUserLinks } from './schema.ts'

export const saasUserLinkRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/saas-user-links',
    summary:
      'Say by hand whose many SaaS users are: as a plan to look at, which is a run, and is applied like that of a bulk edit of people',
    needs: 'people:write',
    input: SaasUserLinks,
    output: RunAnswer,
    status: 202,
    act: 'run.asked',
    makes: run,
    run: async (ctx, input) => presentRunTo(ctx.actor)(await askLinks(ctx, input)),
  }),
]
