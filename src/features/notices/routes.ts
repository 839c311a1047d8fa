import { z } from 'zod'
import { page, pageQuery } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { readNotices, seeNotice } from './actions.ts'
import { present } from './rules.ts'
import { NoticeAnswer, NoticeQuery } from './schema.ts'

export const noticeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/notices',
    summary: 'What contacts are told: open notices first, then the newest',
    needs: 'notices:read',
    query: pageQuery.extend(NoticeQuery.shape),
    output: page(NoticeAnswer),
    run: async (ctx, input) => {
      const { items, next } = await readNotices(ctx, input)
      return { items: items.map((row) => present(row, ctx.mailer !== undefined)), next }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/notices/:id/seen',
    summary: 'Note that somebody saw a notice; it stays open as long as its reason is',
    needs: 'notices:write',
    params: z.object({ id: z.string() }),
    output: NoticeAnswer,
    run: async (ctx, { id }) => present(await seeNotice(ctx, id), ctx.mailer !== undefined),
  }),
]
