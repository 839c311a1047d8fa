import { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { wantRight } from '../../kit/want-right.ts'
import { getRun } from '../runs/actions.ts'
import { labelled } from './rules.ts'
import { ImpactAnswer } from './schema.ts'
import { readImpact } from './store.ts'

export const trialRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/configuration/impacts/:id',
    summary: 'For how many the plan of a run changes each field, with samples',
    needs: 'configuration:write',
    params: z.object({ id: z.string() }),
    output: ImpactAnswer,
    run: async (ctx, { id }) => {
      wantRight(ctx.actor, 'runs:read')
      const run = await getRun(ctx, id)
      const [impact, fields] = await Promise.all([readImpact(ctx.db, run.id), readFields(ctx.db.pool)])
      return { fields: impact.map((one) => labelled(one, fields)) }
    },
  }),
]
