import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { api } from '../parts/api.ts'
import { queryClient } from '../parts/query-client.ts'
import { sessionQuery } from '../parts/session.ts'
import { Waiting, WentWrong } from './fallbacks.tsx'
import { Frame } from './frame.tsx'
import { outside, root } from './outside.tsx'
import { forgetVisits, noteVisit } from './recent.ts'
import {
  activitySearch,
  deliverySearch,
  duplicatesSearch,
  fieldSearch,
  listSearch,
  mergeSearch,
  runSearch,
  shapedSearch,
} from './search.ts'

/** Everything behind it is for whoever is signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    if (await queryClient.ensureQueryData(sessionQuery)) return
    if ((await api.setup.isOpen()).open) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
  component: Frame,
})

const child = () => inside

const overview = createRoute({
  getParentRoute: child,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
})
const people = createRoute({
  getParentRoute: child,
  path: '/people',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
})
const person = createRoute({
  getParentRoute: child,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('../pages/people/person-page.tsx'), 'PersonPage'),
})
const merge = createRoute({
  getParentRoute: child,
  path: '/people/$id/merge',
  validateSearch: mergeSearch,
  component: lazyRouteComponent(() => import('../pages/people/merge-page.tsx'), 'MergePage'),
})
const duplicates = createRoute({
  getParentRoute: child,
  path: '/duplicates',
  validateSearch: duplicatesSearch,
  component: lazyRouteComponent(() => import('../pages/people/duplicates-page.tsx'), 'DuplicatesPage'),
})
const saas = createRoute({
  getParentRoute: child,
  path: '/saas',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/saas-page.tsx'), 'SaasPage'),
})
const application = createRoute({
  getParentRoute: child,
  path: '/saas/$id',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/application-page.tsx'), 'ApplicationPage'),
})
const saasUsers = createRoute({
  getParentRoute: child,
  path: '/saas-users',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/saas-users-page.tsx'), 'SaasUsersPage'),
})
const saasUser = createRoute({
  getParentRoute: child,
  path: '/saas-users/$id',
  component: lazyRouteComponent(() => import('../pages/saas/saas-user-page.tsx'), 'SaasUserPage'),
})
const hardware = createRoute({
  getParentRoute: child,
  path: '/hardware',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/hardware/hardware-page.tsx'), 'HardwarePage'),
})
const device = createRoute({
  getParentRoute: child,
  path: '/hardware/$id',
  component: lazyRouteComponent(() => import('../pages/hardware/device-page.tsx'), 'DevicePage'),
})
const software = createRoute({
  getParentRoute: child,
  path: '/software',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/software/software-page.tsx'), 'SoftwarePage'),
})
const title = createRoute({
  getParentRoute: child,
  path: '/software/$id',
  component: lazyRouteComponent(() => import('../pages/software/title-page.tsx'), 'TitlePage'),
})
const runs = createRoute({
  getParentRoute: child,
  path: '/runs',
  component: lazyRouteComponent(() => import('../pages/runs/runs-page.tsx'), 'RunsPage'),
})
const run = createRoute({
  getParentRoute: child,
  path: '/runs/$id',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../pages/runs/run-page.tsx'), 'RunPage'),
})
const notices = createRoute({
  getParentRoute: child,
  path: '/notices',
  component: lazyRouteComponent(() => import('../pages/notices/notices-page.tsx'), 'NoticesPage'),
})
const integrations = createRoute({
  getParentRoute: child,
  path: '/integrations',
  component: lazyRouteComponent(
    () => import('../pages/integrations/integrations-page.tsx'),
    'IntegrationsPage',
  ),
})
const integration = createRoute({
  getParentRoute: child,
  path: '/integrations/$id',
  component: lazyRouteComponent(
    () => import('../pages/integrations/integration-page.tsx'),
    'IntegrationPage',
  ),
})
const credentials = createRoute({
  getParentRoute: child,
  path: '/credentials',
  component: lazyRouteComponent(() => import('../pages/credentials/credentials-page.tsx'), 'CredentialsPage'),
})
const fields = createRoute({
  getParentRoute: child,
  path: '/fields',
  validateSearch: fieldSearch,
  component: lazyRouteComponent(() => import('../pages/fields/fields-page.tsx'), 'FieldsPage'),
})
const field = createRoute({
  getParentRoute: child,
  path: '/fields/$key',
  component: lazyRouteComponent(() => import('../pages/fields/field-page.tsx'), 'FieldPage'),
})
const account = createRoute({
  getParentRoute: child,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
})

const accounts = createRoute({
  getParentRoute: child,
  path: '/accounts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../pages/accounts/accounts-page.tsx'), 'AccountsPage'),
})
const roles = createRoute({
  getParentRoute: child,
  path: '/roles',
  component: lazyRouteComponent(() => import('../pages/roles/roles-page.tsx'), 'RolesPage'),
})
const role = createRoute({
  getParentRoute: child,
  path: '/roles/$key',
  component: lazyRouteComponent(() => import('../pages/roles/role-page.tsx'), 'RolePage'),
})
const providers = createRoute({
  getParentRoute: child,
  path: '/providers',
  component: lazyRouteComponent(() => import('../pages/providers/providers-page.tsx'), 'ProvidersPage'),
})
const mail = createRoute({
  getParentRoute: child,
  path: '/mail',
  component: lazyRouteComponent(() => import('../pages/mail/mail-page.tsx'), 'MailPage'),
})
const tokens = createRoute({
  getParentRoute: child,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../pages/tokens/tokens-page.tsx'), 'TokensPage'),
})
const webhooks = createRoute({
  getParentRoute: child,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})
const webhook = createRoute({
  getParentRoute: child,
  path: '/webhooks/$id',
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import('../pages/webhooks/webhook-page.tsx'), 'WebhookPage'),
})
const activity = createRoute({
  getParentRoute: child,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../pages/activity/activity-page.tsx'), 'ActivityPage'),
})
const system = createRoute({
  getParentRoute: child,
  path: '/system',
  component: lazyRouteComponent(() => import('../pages/system/system-page.tsx'), 'SystemPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    ...outside,
    inside.addChildren([
      overview,
      people,
      duplicates,
      person,
      merge,
      saas,
      application,
      saasUsers,
      saasUser,
      hardware,
      device,
      software,
      title,
      runs,
      run,
      notices,
      integrations,
      integration,
      credentials,
      fields,
      field,
      account,
      accounts,
      roles,
      role,
      providers,
      mail,
      tokens,
      webhooks,
      webhook,
      activity,
      system,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: WentWrong,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 150,
  scrollRestoration: true,
})

router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation, pathChanged }) => {
  if (!fromLocation || !pathChanged) return
  document.documentElement.dataset.navigated = 'yes'
  if (toLocation.pathname.startsWith('/sign-in')) forgetVisits()
  else noteVisit(fromLocation.pathname)
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
