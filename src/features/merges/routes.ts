import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { person } from '../people/routes.ts'
import { presentFile } from '../people/rules.ts'
import { PersonDetailAnswer } from '../people/schema.ts'
import { mergePair, previewPair, splitPair } from './actions.ts'
import { presentPair } from './rules.ts'
import { Merge, MergePreview, Split } from './schema.ts'

const params = z.object({ id: z.string() })

export const mergeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people/:id/merge/:personId',
    summary: 'What it would make of two people if the second became part of the first; nobody is changed',
    needs: 'people:write',
    params: params.extend({ personId: z.string() }),
    output: MergePreview,
    faults: ['conflict'],
    run: async (ctx, named) => presentPair(await previewPair(ctx, named)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/merge',
    summary:
      'Make two people one, exactly as the preview showed; the id of the other leads to the one who stays',
    needs: 'people:write',
    params,
    input: Merge,
    output: PersonDetailAnswer,
    act: 'person.merged',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, wish) => presentFile(await mergePair(ctx, wish)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/split',
    summary: 'Take a merge back: what moved goes back, and what was changed since stays',
    needs: 'people:write',
    params,
    input: Split,
    output: PersonDetailAnswer,
    act: 'person.split',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, named) => presentFile(await splitPair(ctx, named)),
  }),
]
