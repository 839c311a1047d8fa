import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './inside.ts'
import { fieldSearch, runSearch } from './search.ts'

const getParentRoute = () => inside

const runs = createRoute({
  getParentRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('../pages/runs/runs-page.tsx'), 'RunsPage'),
})

const run = createRoute({
  getParentRoute,
  path: '/runs/$id',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../pages/runs/run-page.tsx'), 'RunPage'),
})

const notices = createRoute({
  getParentRoute,
  path: '/notices',
  component: lazyRouteComponent(() => import('../pages/notices/notices-page.tsx'), 'NoticesPage'),
})

const integrations = createRoute({
  getParentRoute,
  path: '/integrations',
  component: lazyRouteComponent(
    () => import('../pages/integrations/integrations-page.tsx'),
    'IntegrationsPage',
  ),
})

const integration = createRoute({
  getParentRoute,
  path: '/integrations/$id',
  component: lazyRouteComponent(
    () => import('../pages/integrations/integration-page.tsx'),
    'IntegrationPage',
  ),
})

const credentials = createRoute({
  getParentRoute,
  path: '/credentials',
  component: lazyRouteComponent(() => import('../pages/credentials/credentials-page.tsx'), 'CredentialsPage'),
})

const fields = createRoute({
  getParentRoute,
  path: '/fields',
  validateSearch: fieldSearch,
  component: lazyRouteComponent(() => import('../pages/fields/fields-page.tsx'), 'FieldsPage'),
})

const field = createRoute({
  getParentRoute,
  path: '/fields/$key',
  component: lazyRouteComponent(() => import('../pages/fields/field-page.tsx'), 'FieldPage'),
})

/** How the directory is filled: integrations and what they need, runs and what they tell. */
export const loadingPages = [
  runs,
  run,
  notices,
  integrations,
  integration,
  credentials,
  fields,
  field,
] as const
