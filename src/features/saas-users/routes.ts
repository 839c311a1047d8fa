import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { afterKey, page, pageOf, pageQuery } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { ApplicationAnswer, SaasUserAnswer, SaasUsersQuery } from './schema.ts'
import { type ApplicationRow, listApplications, listSaasUsers, type SaasUserRow } from './store.ts'

export const saasUserRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/saas-users',
    summary: 'Accounts at vendors, and whose they are',
    needs: 'saas-users:read',
    query: pageQuery.extend(SaasUsersQuery.shape),
    output: page(SaasUserAnswer),
    run: async ({ db }, { application, applicationId, unmatched, limit, cursor }) => {
      const rows = await listSaasUsers(db, {
        vendor: application,
        applicationId: applicationId === undefined ? undefined : bareId('app', applicationId),
        unmatched,
        after: afterKey(cursor, ['uuid'])?.[0],
        limit,
      })
      return pageOf(rows, limit, { key: (row) => [row.id], item: present })
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/saas-applications',
    summary: 'SaaS applications, and how many accounts each has',
    needs: 'saas-users:read',
    output: page(ApplicationAnswer),
    // There is one for each instance of a vendor: they come in one piece.
    run: async (ctx) => ({
      items: (await listApplications(ctx.db)).map((row) => presentApplication(ctx, row)),
      next: null,
    }),
  }),
]

function presentApplication(
  { connectors }: Ctx,
  { id, vendor, instance, ...counts }: ApplicationRow,
): z.input<typeof ApplicationAnswer> {
  return {
    id: publicId('app', id),
    vendor,
    instance,
    name: connectors.get(vendor)?.name ?? vendor,
    users: Number(counts.users),
    active: Number(counts.active),
    inactive: Number(counts.inactive),
    unmatched: Number(counts.unmatched),
    gone: Number(counts.gone),
  }
}

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
