import type { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import type { Route } from '../../kit/route.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { asOfDay, sight } from '../people/actions.ts'
import { saasUserTable } from './rules.ts'
import { SaasUserAnswer, SaasUsersQuery } from './schema.ts'
import { type SaasUserRow, saasUserList, searchOf } from './store.ts'

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
  }
}
