import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { wantRight } from '../../kit/want-right.ts'
import { run } from '../runs/routes.ts'
import { presentRunTo } from '../runs/rules.ts'
import { Rejected, RunAnswer, Seen } from '../runs/schema.ts'
import { applyMerge, askMerge, askSplit, previewPair, rejectMerge } from './actions.ts'
import { presentPair } from './rules.ts'
import { Merge, MergePreview, Split } from './schema.ts'

const params = z.object({ id: z.string() })

/** What asks for a plan. */
const asking = {
  method: 'post',
  needs: 'people:write',
  params,
  output: RunAnswer,
  status: 202,
  act: 'run.asked',
  makes: run,
  faults: ['conflict'],
} as const

/** A word on a plan. */
const word = {
  method: 'post',
  needs: 'people:write',
  params,
  input: Seen,
  output: RunAnswer,
  of: run,
} as const

export const mergeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people/:id/merge/:personId',
    summary: 'What it would make of two people if the second became part of the first; nobody is changed',
    needs: 'people:write',
    params: params.extend({ personId: z.string() }),
    output: MergePreview,
    faults: ['conflict'],
    run: async (ctx, named) => {
      wantRight(ctx.actor, 'people:read')
      return presentPair(await previewPair(ctx, named))
    },
  }),
  defineRoute({
    ...asking,
    path: '/api/people/:id/merge',
    summary:
      'Make two people one: as a plan to look at, which is a run; then the id of the other leads to the one who stays',
    input: Merge,
    run: async (ctx, named) => presentRunTo(ctx.actor)(await askMerge(ctx, named)),
  }),
  defineRoute({
    ...asking,
    path: '/api/people/:id/split',
    summary: 'Plan to take a merge back: what moved goes back, and what was changed since stays',
    input: Split,
    run: async (ctx, named) => presentRunTo(ctx.actor)(await askSplit(ctx, named)),
  }),
  defineRoute({
    ...word,
    path: '/api/merges/:id/apply',
    summary: 'Apply exactly the plan that was looked at',
    status: 202,
    act: 'run.released',
    run: async (ctx, said) => presentRunTo(ctx.actor)(await applyMerge(ctx, said)),
  }),
  defineRoute({
    ...word,
    path: '/api/merges/:id/reject',
    input: Rejected,
    summary: 'Throw exactly the plan of this digest away; nothing is changed',
    act: 'run.rejected',
    run: async (ctx, said) => presentRunTo(ctx.actor)(await rejectMerge(ctx, said)),
  }),
]
