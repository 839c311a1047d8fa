import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { wantRight } from '../../kit/want-right.ts'
import { dismissDuplicate, getDuplicate, listDuplicates } from './actions.ts'
import { presentDuplicate } from './rules.ts'
import { DuplicateAnswer, DuplicatesQuery } from './schema.ts'

/** A pair as activity tells of it: by ids, for acts are kept for ever. */
const duplicate: Thing = {
  noun: 'duplicate',
  read: async (ctx, id) => {
    const { first, second, dismissedAt } = presentDuplicate(await getDuplicate(ctx, id))
    return { name: `${first.id} and ${second.id}`, values: { dismissed: dismissedAt !== null } }
  },
}

const word = {
  method: 'post',
  needs: 'people:write',
  params: z.object({ id: z.string() }),
  output: DuplicateAnswer,
  of: duplicate,
} as const

export const duplicateRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/duplicates',
    summary: 'People who may be the same, those with the most reasons first',
    needs: 'people:write',
    query: DuplicatesQuery,
    item: DuplicateAnswer,
    list: async (ctx, { dismissed }) => {
      wantRight(ctx.actor, 'people:read')
      return asked(ctx.db, await listDuplicates(ctx, dismissed), (rows) => rows.map(presentDuplicate))
    },
  }),
  defineRoute({
    ...word,
    path: '/api/duplicates/:id/dismiss',
    summary: 'Say that the two are not the same person; they are not suggested again',
    act: 'duplicate.dismissed',
    run: async (ctx, { id }) => presentDuplicate(await dismissDuplicate(ctx, id, ctx.actor.name)),
  }),
  defineRoute({
    ...word,
    path: '/api/duplicates/:id/restore',
    summary: 'Suggest them again',
    act: 'duplicate.restored',
    run: async (ctx, { id }) => presentDuplicate(await dismissDuplicate(ctx, id, null)),
  }),
]
