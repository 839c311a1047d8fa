import { List } from '../../parts/list/list.tsx'
import { Page } from '../../ui/page.tsx'
import { NoUsers } from './no-users.tsx'
import { saasUserList } from './saas-user-list.tsx'

const spec = saasUserList()

/** Every account at every vendor, and whose it is. */
export function SaasUsersPage() {
  return (
    <Page
      title="SaaS users"
      lead="Every account that a vendor told of, in all applications, and whose it is."
    >
      <List spec={spec} empty={<NoUsers />} />
    </Page>
  )
}
