import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { getNotice, seeNotice } from './actions.ts'
import { present } from './rules.ts'
import { NoticeAnswer, NoticeQuery } from './schema.ts'
import { noticeList } from './store.ts'

const notice: Thing = {
  noun: 'notice',
  read: async (ctx, id) => {
    const { message, seen_at } = await getNotice(ctx, id)
    return { name: message, values: { seenAt: seen_at } }
  },
}

export const noticeRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/notices',
    summary: 'What contacts are told: open notices first, then the newest',
    needs: 'notices:read',
    query: NoticeQuery,
    item: NoticeAnswer,
    list: async ({ db, mailer }, { open }) =>
      asked(db, noticeList(db, open), (rows) => rows.map((row) => present(row, mailer !== undefined))),
  }),
  defineRoute({
    method: 'post',
    path: '/api/notices/:id/seen',
    summary: 'Note that somebody saw a notice; it stays open as long as its reason is',
    needs: 'notices:write',
    params: z.object({ id: z.string() }),
    output: NoticeAnswer,
    act: 'notice.seen',
    of: notice,
    run: async (ctx, { id }) => present(await seeNotice(ctx, id), ctx.mailer !== undefined),
  }),
]
