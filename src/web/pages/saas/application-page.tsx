import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { applicationName } from '../../parts/application-name.ts'
import { applicationsQuery } from '../../parts/data/saas.ts'
import { List } from '../../parts/list/list.tsx'
import { Back } from '../../ui/back.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { NoUsers } from './no-users.tsx'
import { saasUserList } from './saas-user-list.tsx'

/** One application and its users. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/inside/saas/$id' })
  const { data: applications } = useQuery(applicationsQuery)
  const application = applications?.find((one) => one.id === id)
  const spec = useMemo(() => saasUserList(id), [id])
  return (
    <Page
      title={application ? applicationName(application) : 'Application'}
      back={<Back to="/saas">SaaS</Back>}
      lead={
        application &&
        `${countOf(application.users, 'SaaS user')}, ${application.active} active. ${application.name} does not tell when they were last active.`
      }
    >
      <List spec={spec} empty={<NoUsers />} />
    </Page>
  )
}
