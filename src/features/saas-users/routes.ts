import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { asOfDay, sight } from '../people/actions.ts'
import { getSaasUser, linkSaasUser } from './actions.ts'
import { saasUserTable } from './rules.ts'
import { SaasUserAnswer, SaasUserEdit, SaasUsersQuery } from './schema.ts'
import { type SaasUserRow, saasUserList, searchOf } from './store.ts'

const id = z.object({ id: z.string() })

/** An account as activity tells of it: by ids, for acts are kept for ever. */
const saasUser: Thing = {
  noun: 'saas-user',
  read: async (ctx, id) => {
    const { personId, isLinkedByHand } = present(await getSaasUser(ctx, id))
    return { name: id, values: { personId, isLinkedByHand } }
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
      return asked(ctx.db, saasUserList(ctx.db, wanted), (rows) => rows.map(present))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/saas-users/:id',
    summary: 'One SaaS user, and whose it is',
    needs: 'saas-users:read',
    params: id,
    output: SaasUserAnswer,
    of: saasUser,
    run: async (ctx, input) => present(await getSaasUser(ctx, input.id)),
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
    run: async (ctx, input) => present(await linkSaasUser(ctx, input)),
  }),
]

function present(row: SaasUserRow): z.input<typeof SaasUserAnswer> {
  return {
    id: publicId('usr', row.id),
    application: { vendor: row.vendor, instance: row.instance },
    vendorId: row.vendor_id,
    label: row.label,
    role: row.role,
    active: row.active,
    goneAt: row.gone_at?.toISOString() ?? null,
    outOfScopeAt: row.out_of_scope_at?.toISOString() ?? null,
    unmaintainedAt: row.unmaintained_at?.toISOString() ?? null,
    personId: row.person_id && publicId('per', row.person_id),
    personName: row.person_name,
    isLinkedByHand: row.linked_by_hand,
  }
}
