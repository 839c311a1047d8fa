import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { readPieces } from '../../kit/list/read-all.ts'
import type { Route } from '../../kit/route.ts'
import { defineTable } from '../../kit/streamed-route.ts'
import { seeOutcomes } from './actions.ts'
import { outcomePresenter, outcomeTable } from './rules.ts'
import { OutcomeAnswer, OutcomesQuery } from './schema.ts'

const id = z.object({ id: z.string() })

export const outcomeRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/runs/:id/outcomes',
    summary: 'What becomes of each record, but for unchanged ones',
    needs: 'runs:read',
    params: id,
    query: OutcomesQuery,
    item: OutcomeAnswer,
    knownBy: 'number',
    list: async (ctx, wish) => {
      const { list, view } = await seeOutcomes(ctx, wish)
      return asked(ctx.db, list, (rows) => rows.map(outcomePresenter(view)))
    },
  }),
  defineTable({
    path: '/api/runs/:id/outcomes/export',
    summary: 'What becomes of each record, as a table',
    needs: 'runs:read',
    params: id,
    query: OutcomesQuery,
    run: async (ctx, input) => {
      const { run, list, view } = await seeOutcomes(ctx, input)
      const present = outcomePresenter(view)
      const line = (item: ReturnType<typeof present>) => outcomeTable.map(({ cell }) => cell(item))
      const pieces = async function* () {
        yield [outcomeTable.map(({ label }) => label)]
        for await (const rows of readPieces(ctx.db, list)) yield rows.map((row) => line(present(row)))
      }
      return { name: `outcomes-${run.id.slice(-8)}`, pieces: pieces() }
    },
  }),
]
