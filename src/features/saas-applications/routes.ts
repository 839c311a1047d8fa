import { z } from 'zod'
import { wantBegun } from '../../kit/list/as-of.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { ChangeAnswer, presentChange } from '../../kit/record/changes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { presentTerms } from '../terms/rules.ts'
import { TermsEdit } from '../terms/schema.ts'
import { editApplication, getApplication, getTerms, historyOf, knownTo } from './actions.ts'
import { applicationTable, nameOf, present } from './rules.ts'
import { ApplicationAnswer, ApplicationsQuery } from './schema.ts'
import { applicationList } from './store.ts'

const id = z.object({ id: z.string() })

const application: Thing = {
  noun: 'saas-application',
  read: async (ctx, id) => {
    const { terms, ...of } = await getTerms(ctx, id)
    const name = [nameOf(ctx.connectors, of), of.instance].filter(Boolean).join(' · ')
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
    list: async (ctx, { search, archived, asOf }) => {
      const { zone } = ctx
      if (asOf !== undefined) await wantBegun(ctx, asOf)
      const past = asOf === undefined ? undefined : { day: asOf, zone }
      return asked(ctx.db, applicationList({ ...(await knownTo(ctx)), search, archived, past }), (rows) =>
        rows.map(present),
      )
    },
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
