import type { z } from 'zod'
import type { Field } from '../../directory/field.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { AccountSaid } from '../../kit/record/account-said.ts'
import { applicationName } from '../../kit/record/application-name.ts'
import { presentSource } from '../../kit/record/sources.ts'
import { standingOf } from '../../kit/record/standing.ts'
import { publicId } from '../../lib/ids.ts'
import type { SaasUserAnswer, SaasUserDetailAnswer } from './schema.ts'
import type { SaasUserRow } from './store.ts'

/** Everything that is known of one SaaS user. */
export interface SaasUserFile {
  readonly row: SaasUserRow
  /** Of people: what the asker may know. */
  readonly fields: readonly Field[]
  readonly sources: readonly AccountSaid[]
}

/** SaaS users as a table. */
export const saasUserTable: readonly TableColumn<z.input<typeof SaasUserAnswer>>[] = [
  { key: 'label', label: 'SaaS user', cell: ({ label, vendorId }) => label ?? vendorId },
  {
    key: 'application',
    label: 'Application',
    counted: 'Vendor',
    cell: ({ application: { vendor, instance } }) => applicationName(vendor, instance),
  },
  { key: 'instance', label: 'Instance', cell: ({ application }) => application.instance },
  { key: 'role', label: 'Role', cell: ({ role }) => role },
  {
    key: 'active',
    label: 'State',
    counted: 'Active',
    cell: ({ active, goneAt: gone_at, unmaintainedAt: ended_at, outOfScopeAt: out_of_scope_at }) =>
      standingOf({ active, gone_at, ended_at, out_of_scope_at }),
  },
  { key: 'personName', label: 'Person', cell: ({ personName }) => personName },
  { key: 'personId', label: 'Person id', cell: ({ personId }) => personId },
  { key: 'noPersonReason', label: 'No person needed', cell: ({ noPersonReason }) => noPersonReason },
  { key: 'vendorId', label: 'Id at the vendor', cell: ({ vendorId }) => vendorId },
  { key: 'goneAt', label: 'Gone since', type: 'datetime', cell: ({ goneAt }) => goneAt },
  {
    key: 'outOfScopeAt',
    label: 'Left out since',
    type: 'datetime',
    cell: ({ outOfScopeAt }) => outOfScopeAt,
  },
  {
    key: 'unmaintainedAt',
    label: 'Not loaded since',
    type: 'datetime',
    cell: ({ unmaintainedAt }) => unmaintainedAt,
  },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

/** A SaaS user as the API shows it. */
export function presentSaasUser(row: SaasUserRow): z.input<typeof SaasUserAnswer> {
  return {
    id: publicId('usr', row.id),
    application: { vendor: row.vendor, instance: row.instance },
    vendorId: row.vendor_id,
    label: row.label,
    role: row.role,
    active: row.active,
    goneAt: isoOf(row.gone_at),
    outOfScopeAt: isoOf(row.out_of_scope_at),
    unmaintainedAt: isoOf(row.unmaintained_at),
    personId: row.person_id && publicId('per', row.person_id),
    personName: row.person_name,
    isLinkedByHand: row.linked_by_hand,
    noPersonReason: row.no_person_reason,
  }
}

export function presentFile({ row, fields, sources }: SaasUserFile): z.input<typeof SaasUserDetailAnswer> {
  const seen = sources.flatMap(({ last_seen_at }) => last_seen_at ?? [])
  return {
    ...presentSaasUser(row),
    applicationId: publicId('app', row.application_id),
    sources: sources.map((source) => ({
      ...presentSource(source, fields),
      goneAt: isoOf(source.gone_at),
      outOfScopeAt: isoOf(source.out_of_scope_at),
      endedAt: isoOf(source.ended_at),
    })),
    lastSeenAt:
      seen
        .map((at) => at.toISOString())
        .sort()
        .at(-1) ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null
