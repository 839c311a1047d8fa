import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { countQuery } from '../../kit/list/query.ts'
import { applicationName } from '../../kit/record/application-name.ts'
import { ChangeAnswer, presentChange } from '../../kit/record/changes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { presentTerms } from '../terms/rules.ts'
import { TermsEdit } from '../terms/schema.ts'
import { costs, editApplication, getApplication, getTerms, historyOf, listApplications } from './actions.ts'
import { applicationTable, nameOf, present, presentCost } from './rules.ts'
import { ApplicationAnswer, ApplicationsQuery, CostsAnswer } from './schema.ts'

const id = z.object({ id: z.string() })

const application: Thing = {
  noun: 'saas-application',
  read: async (ctx, id) => {
    const { terms, ...of } = await getTerms(ctx, id)
    const name = applicationName(nameOf(ctx.connectors, of), of.instance)
    return { name, values: presentTerms(terms) }
  },
}

export const saasApplicationRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/saas-applications',
    summary: 'SaaS applications: how many accounts each has, what it costs, and who answers for it',
    needs: 'saas-users:read',
    query: ApplicationsQuery,
    item: ApplicationAnswer,
    size: { usual: 200, most: 200 },
    table: { name: 'saas-applications', columns: async () => applicationTable },
    list: listApplications,
  }),
  defineRoute({
    method: 'get',
    path: '/api/saas-applications/costs',
    summary: 'What the inactive accounts of SaaS applications cost in a month, by currency',
    needs: 'saas-users:read',
    query: countQuery.extend(ApplicationsQuery.shape),
    output: CostsAnswer,
    run: async (ctx, input) => ({ items: (await costs(ctx, input)).map(presentCost) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/saas-applications/:id',
    summary: 'One SaaS application',
    needs: 'saas-users:read',
    params: id,
    output: ApplicationAnswer,
    of: application,
    run: async (ctx, input) => present(await getApplication(ctx, input.id)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/saas-applications/:id',
    summary:
      'Say what no vendor tells of a SaaS application: seats, price, renewal, owner, notes; what is left out stays',
    needs: 'saas-applications:write',
    params: id,
    input: TermsEdit,
    output: ApplicationAnswer,
    act: 'saas-application.edited',
    of: application,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, input) => present(await editApplication(ctx, input)),
  }),
  ...listRoutes({
    path: '/api/saas-applications/:id/changes',
    summary: 'Who wrote which terms of a SaaS application, the newest first',
    needs: 'saas-applications:read',
    params: id,
    item: ChangeAnswer,
    knownBy: 'at',
    list: async (ctx, { id }) =>
      asked(ctx.db, await historyOf(ctx, id), (rows) => rows.map((row) => presentChange(row, []))),
  }),
]
