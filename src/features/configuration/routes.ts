import { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { getRun } from '../runs/actions.ts'
import { applyConfiguration, planConfiguration, readStanding, wantRight } from './actions.ts'
import { labelled, saidBy, schemas } from './rules.ts'
import {
  ApplyWish,
  ConfigurationApplied,
  ConfigurationPlan,
  Files,
  ImpactAnswer,
  PlanWish,
} from './schema.ts'
import { readImpact } from './store.ts'

export const configurationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/configuration',
    summary: 'What is configured, as files would say it; without secrets',
    needs: 'configuration:read',
    output: Files,
    run: async (ctx) => saidBy(await readStanding(ctx), ctx.actor),
  }),
  defineRoute({
    method: 'get',
    path: '/api/configuration/schemas',
    summary: 'JSON schemas of configuration files, for editors',
    needs: 'configuration:read',
    output: z.record(z.string(), z.looseObject({})),
    run: async () => schemas(),
  }),
  defineRoute({
    method: 'post',
    path: '/api/configuration/plan',
    summary: 'What files would do, and runs that find out whom it would change; nothing is done',
    needs: 'configuration:write',
    input: PlanWish,
    output: ConfigurationPlan,
    act: 'configuration.planned',
    isCostly: true,
    run: planConfiguration,
  }),
  defineRoute({
    method: 'get',
    path: '/api/configuration/impacts/:id',
    summary: 'For how many the plan of a run changes each field, with samples',
    needs: 'configuration:write',
    params: z.object({ id: z.string() }),
    output: ImpactAnswer,
    run: async (ctx, { id }) => {
      wantRight(ctx, 'runs:read')
      const run = await getRun(ctx, id)
      const [impact, fields] = await Promise.all([readImpact(ctx.db, run.id), readFields(ctx.db.pool)])
      return { fields: impact.map((one) => labelled(one, fields)) }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/configuration/apply',
    summary: 'Do exactly what a plan of files showed, all of it or nothing',
    needs: 'configuration:write',
    input: ApplyWish,
    output: ConfigurationApplied,
    // It can say who has which rights.
    proof: true,
    act: 'configuration.applied',
    isCostly: true,
    run: applyConfiguration,
  }),
]
