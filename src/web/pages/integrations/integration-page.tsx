import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { integrationQuery } from '../../parts/data/integrations.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'

export function IntegrationPage() {
  const { id } = useParams({ from: '/inside/integrations/$id' })
  return (
    <Loaded query={useQuery(integrationQuery(id))}>
      {(integration) => <Page title={integration.name}>soon</Page>}
    </Loaded>
  )
}
