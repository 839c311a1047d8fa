import type { z } from 'zod'
import { afterKey, page, pageOf, pageQuery } from '../../kit/page.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { publicId } from '../../lib/ids.ts'
import { SaasUserAnswer, SaasUsersQuery } from './schema.ts'
import { listSaasUsers, type SaasUserRow } from './store.ts'

export const saasUserRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/saas-users',
    summary: 'Accounts at vendors, and whose they are',
    needs: 'saas-users:read',
    query: pageQuery.extend(SaasUsersQuery.shape),
    output: page(SaasUserAnswer),
    run: async ({ db }, { application, unmatched, limit, cursor }) => {
      const after = afterKey(cursor, ['uuid'])?.[0]
      const wanted = { vendor: application, unmatched, after, limit }
      const rows = await listSaasUsers(db, wanted)
      return pageOf(rows, limit, { key: (row) => [row.id], item: present })
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
