import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import {
  createView,
  editView,
  getView,
  hiddenFrom,
  removeView,
  shareView,
  useView,
  viewHiddenFrom,
} from './actions.ts'
import { present, unseenBy } from './rules.ts'
import { HiddenAnswer, HiddenQuery, NewView, Share, ViewAnswer, ViewEdit, ViewsQuery } from './schema.ts'
import { viewList } from './store.ts'

const params = z.object({ id: z.string() })

const view: Thing = {
  noun: 'view',
  read: async (ctx, id) => {
    const { name, list, reach, role, is_default, words } = await getView(ctx, id)
    // Words may name people, and acts outlive whoever is erased.
    return {
      name,
      values: { name, list, reach, role, isDefault: is_default },
      hidden: { words: JSON.stringify(words) },
    }
  },
}

export const viewRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/views',
    summary:
      'The views of lists that one has: one’s own, those of one’s role, and everybody’s; who may share them has those of every role',
    needs: 'views:read',
    query: ViewsQuery,
    item: ViewAnswer,
    size: { usual: 200, most: 200 },
    list: async ({ db, actor }, { list }) =>
      asked(db, viewList(actor, { list, unseen: unseenBy(actor) }), (rows) =>
        rows.map((row) => present(row, actor)),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/api/views',
    summary: 'Keep a list as it is shaped, for oneself',
    needs: 'views:read',
    input: NewView,
    output: ViewAnswer,
    status: 201,
    act: 'view.made',
    makes: view,
    run: async (ctx, input) => present(await createView(ctx, input), ctx.actor),
  }),
  defineRoute({
    method: 'get',
    path: '/api/views/hidden-from',
    summary:
      'The roles that would not see a view of such words, whoever it is given to, and what they do not see of it',
    needs: 'views:write',
    query: HiddenQuery,
    output: HiddenAnswer,
    run: async (ctx, words) => ({ items: [...(await hiddenFrom(ctx, words))] }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/views/:id',
    summary:
      'One view; who asks for it is about to look at it, and those looked at within 30 days are made fast',
    needs: 'views:read',
    params,
    output: ViewAnswer,
    of: view,
    run: async (ctx, { id }) => present(await useView(ctx, id), ctx.actor),
  }),
  defineRoute({
    method: 'get',
    path: '/api/views/:id/hidden-from',
    summary: 'The roles that would not see a view, whoever it is given to, and what they do not see of it',
    needs: 'views:write',
    params,
    output: HiddenAnswer,
    run: async (ctx, { id }) => ({ items: [...(await viewHiddenFrom(ctx, id))] }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/views/:id',
    summary: 'Edit a view; what is left out stays',
    needs: 'views:read',
    params,
    input: ViewEdit,
    output: ViewAnswer,
    act: 'view.edited',
    of: view,
    run: async (ctx, input) => present(await editView(ctx, input), ctx.actor),
  }),
  defineRoute({
    method: 'put',
    path: '/api/views/:id/reach',
    summary: 'Give a view to everybody of a role or to everybody, or take it back for oneself',
    needs: 'views:write',
    params,
    input: Share,
    output: ViewAnswer,
    act: 'view.shared',
    of: view,
    run: async (ctx, input) => present(await shareView(ctx, input), ctx.actor),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/views/:id',
    summary: 'Delete a view',
    needs: 'views:read',
    params,
    output: nothing,
    status: 204,
    act: 'view.deleted',
    of: view,
    run: async (ctx, { id }) => {
      await removeView(ctx, id)
      return undefined
    },
  }),
]
