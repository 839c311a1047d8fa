import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { searchOf } from '../../kit/record/account-search.ts'
import { ChangeAnswer, presentChange } from '../../kit/record/changes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { bareId } from '../../lib/ids.ts'
import { asOfDay, sight } from '../people/actions.ts'
import { changesOf, getFile, getSaasUser, linkSaasUser } from './actions.ts'
import { presentFile, presentSaasUser, saasUserTable } from './rules.ts'
import { SaasUserAnswer, SaasUserDetailAnswer, SaasUserEdit, SaasUsersQuery } from './schema.ts'
import { saasUserList } from './store.ts'

const id = z.object({ id: z.string() })

/** An account as activity tells of it: by ids, for acts are kept for ever. */
const saasUser: Thing = {
  noun: 'saas-user',
  read: async (ctx, id) => {
    const { personId, isLinkedByHand, noPersonReason } = presentSaasUser(await getSaasUser(ctx, id))
    return { name: id, values: { personId, isLinkedByHand, needsNoPerson: noPersonReason !== null } }
  },
}

export const saasUserRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/saas-users',
    summary: 'Accounts at vendors, and whose they are',
    needs: 'saas-users:read',
    query: SaasUsersQuery,
    item: SaasUserAnswer,
    table: { name: 'saas-users', columns: async () => saasUserTable },
    list: async (ctx, { application, applicationId, unmatched, search, asOf }) => {
      const sighted = await sight(ctx)
      const wanted = {
        vendor: application,
        applicationId: applicationId === undefined ? undefined : bareId('app', applicationId),
        unmatched,
        search: await searchOf(ctx.db, search, sighted),
        sight: sighted,
        past: await asOfDay(ctx, asOf),
      }
      return asked(ctx.db, saasUserList(ctx.db, wanted), (rows) => rows.map(presentSaasUser))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/saas-users/:id',
    summary: 'One SaaS user, with its person and what each integration last said',
    needs: 'saas-users:read',
    params: id,
    output: SaasUserDetailAnswer,
    of: saasUser,
    run: async (ctx, input) => presentFile(await getFile(ctx, input.id)),
  }),
  ...listRoutes({
    path: '/api/saas-users/:id/changes',
    summary: 'The history of a SaaS user, the newest first',
    needs: 'saas-users:read',
    params: id,
    item: ChangeAnswer,
    knownBy: 'at',
    list: async (ctx, { id }) =>
      asked(ctx.db, await changesOf(ctx, id), (rows) => rows.map((row) => presentChange(row, []))),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/saas-users/:id',
    summary:
      'Say by hand whose a SaaS user is, or that it is nobody’s; no load changes it until it is given back',
    needs: 'people:write',
    params: id,
    input: SaasUserEdit,
    output: SaasUserAnswer,
    act: 'saas-user.edited',
    of: saasUser,
    faults: ['database.locked'],
    run: async (ctx, input) => presentSaasUser(await linkSaasUser(ctx, input)),
  }),
]
