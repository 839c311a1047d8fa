import { Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Account } from '../../parts/account-state.tsx'
import { saasUserChangesQuery, saasUserQuery } from '../../parts/data/saas.ts'
import { History } from '../../parts/record/history.tsx'
import { Sources } from '../../parts/record/sources.tsx'
import { TwoColumns } from '../../parts/record/two-columns.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SaasUserFacts } from './saas-user-facts.tsx'

/** One account at a vendor: whose it is, how it stands, who says so, and how it came to be. */
export function SaasUserPage() {
  const { id } = useParams({ from: '/inside/saas-users/$id' })
  const query = useQuery(saasUserQuery(id))
  const history = useInfiniteQuery(saasUserChangesQuery(id))
  return (
    <Loaded query={query} lines={10}>
      {(user) => (
        <Page
          title={user.label ?? user.vendorId}
          back={<Back to="/saas-users">SaaS users</Back>}
          marks={<Account of={user} />}
        >
          <TwoColumns>
            <Stack gap="lg">
              <SaasUserFacts user={user} />
              <Sources of="saas-user" sources={user.sources} />
            </Stack>
            <Stack gap="lg">
              <History query={history} unchanged="It is as it came." />
            </Stack>
          </TwoColumns>
        </Page>
      )}
    </Loaded>
  )
}
