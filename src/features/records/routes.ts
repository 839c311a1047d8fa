import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { openOutcome } from './actions.ts'
import { presentFile } from './rules.ts'
import { OutcomeFileAnswer } from './schema.ts'

const id = z.object({ id: z.string() })

export const recordRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/runs/:id/outcomes/:number',
    summary: 'What becomes of one record, with the record',
    needs: 'runs:read',
    params: id.extend({ number: z.coerce.number().int().min(0).max(2_147_483_647) }),
    output: OutcomeFileAnswer,
    run: async (ctx, input) => presentFile(await openOutcome(ctx, input)),
  }),
]
