import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './inside.ts'
import { activitySearch, deliverySearch, listSearch } from './search.ts'

const getParentRoute = () => inside

const account = createRoute({
  getParentRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
})

const accounts = createRoute({
  getParentRoute,
  path: '/accounts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../pages/accounts/accounts-page.tsx'), 'AccountsPage'),
})

const roles = createRoute({
  getParentRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('../pages/roles/roles-page.tsx'), 'RolesPage'),
})

const role = createRoute({
  getParentRoute,
  path: '/roles/$key',
  component: lazyRouteComponent(() => import('../pages/roles/role-page.tsx'), 'RolePage'),
})

const providers = createRoute({
  getParentRoute,
  path: '/providers',
  component: lazyRouteComponent(() => import('../pages/providers/providers-page.tsx'), 'ProvidersPage'),
})

const mail = createRoute({
  getParentRoute,
  path: '/mail',
  component: lazyRouteComponent(() => import('../pages/mail/mail-page.tsx'), 'MailPage'),
})

const tokens = createRoute({
  getParentRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../pages/tokens/tokens-page.tsx'), 'TokensPage'),
})

const webhooks = createRoute({
  getParentRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../pages/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})

const webhook = createRoute({
  getParentRoute,
  path: '/webhooks/$id',
  validateSearch: deliverySearch,
  component: lazyRouteComponent(() => import('../pages/webhooks/webhook-page.tsx'), 'WebhookPage'),
})

const activity = createRoute({
  getParentRoute,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../pages/activity/activity-page.tsx'), 'ActivityPage'),
})

const system = createRoute({
  getParentRoute,
  path: '/system',
  component: lazyRouteComponent(() => import('../pages/system/system-page.tsx'), 'SystemPage'),
})

/** Who may use all this and how, and what was done with it. */
export const administrationPages = [
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
] as const
