import type { z } from 'zod'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { SaasUserAnswer } from './schema.ts'

/** SaaS users as a table. */
export const saasUserTable: readonly TableColumn<z.input<typeof SaasUserAnswer>>[] = [
  { key: 'label', label: 'User', cell: ({ label }) => label },
  { key: 'application', label: 'Application', cell: ({ application }) => application.vendor },
  { key: 'instance', label: 'Instance', cell: ({ application }) => application.instance },
  { key: 'role', label: 'Role', cell: ({ role }) => role },
  { key: 'active', label: 'Active', cell: ({ active }) => active },
  { key: 'personName', label: 'Person', cell: ({ personName }) => personName },
  { key: 'personId', label: 'Person id', cell: ({ personId }) => personId },
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
