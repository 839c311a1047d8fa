import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { applicationsQuery } from '../../parts/data/saas.ts'
import { countText } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { SaasUsers } from './saas-users.tsx'

const withoutPerson = 'personId empty and noPersonReason empty and goneAt empty'

/** Every account at every vendor, and whose it is. */
export function SaasUsersPage() {
  const { data: applications = [] } = useQuery(applicationsQuery)
  const unmatched = applications.reduce((sum, one) => sum + one.unmatched, 0)
  return (
    <Page
      title="SaaS users"
      lead={
        <>
          Every account that a vendor told of, in all applications, and whose it is.
          {unmatched > 0 && (
            <>
              {' '}
              <Anchor
                inherit
                underline="always"
                renderRoot={(props) => (
                  <Link {...props} to="/saas-users" search={{ filter: withoutPerson }} />
                )}
              >
                {countText(unmatched)} without a person
              </Anchor>
              .
            </>
          )}
        </>
      }
    >
      <SaasUsers />
    </Page>
  )
}
