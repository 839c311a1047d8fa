import type { SaasApplication } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import type { ListSpec } from '../../parts/list/list-spec.ts'
import { applicationColumns } from './application-columns.tsx'

/** The list of applications: who uses them, what is paid for without being used, until when. */
export const applicationList: ListSpec<SaasApplication> = {
  key: ['saas', 'applications'],
  noun: 'SaaS application',
  many: 'SaaS applications',
  searches: 'Application, vendor or instance',
  columns: applicationColumns,
  usual: ['name', 'users', 'active', 'inactive', 'unusedSeats', 'inactiveCost', 'renewalDate', 'ownerName'],
  usualSort: 'name,instance',
  quick: [
    { label: 'Unused seats', filter: 'unusedSeats gt 0' },
    { label: 'Renews within 90 days', filter: 'renewsInDays lt 91' },
    { label: 'Without an owner', filter: 'ownerId empty' },
  ],
  hasPast: true,
  pastNote: 'Seats, prices, renewals and owners are unknown before their history was kept.',
  views: 'saas-applications',
  table: { path: '/api/saas-applications/export' },
  list: (wish) => api.saasApplications.list(wish),
  count: (wish) => api.saasApplications.count(wish),
  groups: (wish) => api.saasApplications.groups(wish),
}
