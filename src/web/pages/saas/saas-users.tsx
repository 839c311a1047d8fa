import { useMemo } from 'react'
import { List } from '../../parts/list/list.tsx'
import { useMay, useSeesNames } from '../../parts/session.ts'
import { NoUsers } from './no-users.tsx'
import { SaasUserActs } from './saas-user-acts.tsx'
import { saasUserList } from './saas-user-list.tsx'

/** SaaS users, of one application or of all, and what can be done with many of them. */
export function SaasUsers({ applicationId }: { readonly applicationId?: string | undefined }) {
  const may = useMay()
  const seesNames = useSeesNames()
  const spec = useMemo(() => saasUserList(applicationId), [applicationId])
  // Its plan is a run.
  const mayLinkMany = may('people:write') && may('runs:read') && seesNames
  return (
    <List
      spec={spec}
      empty={<NoUsers />}
      acts={mayLinkMany ? (picked) => <SaasUserActs applicationId={applicationId} {...picked} /> : undefined}
    />
  )
}
