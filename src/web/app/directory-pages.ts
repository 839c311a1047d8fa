import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './inside.ts'
import { duplicatesSearch, mergeSearch, shapedSearch } from './search.ts'

const getParentRoute = () => inside

const overview = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
})

const people = createRoute({
  getParentRoute,
  path: '/people',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
})

const person = createRoute({
  getParentRoute,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('../pages/people/person-page.tsx'), 'PersonPage'),
})

const merge = createRoute({
  getParentRoute,
  path: '/people/$id/merge',
  validateSearch: mergeSearch,
  component: lazyRouteComponent(() => import('../pages/people/merge-page.tsx'), 'MergePage'),
})

const duplicates = createRoute({
  getParentRoute,
  path: '/duplicates',
  validateSearch: duplicatesSearch,
  component: lazyRouteComponent(() => import('../pages/people/duplicates-page.tsx'), 'DuplicatesPage'),
})

const saas = createRoute({
  getParentRoute,
  path: '/saas',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/saas-page.tsx'), 'SaasPage'),
})

const application = createRoute({
  getParentRoute,
  path: '/saas/$id',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/application-page.tsx'), 'ApplicationPage'),
})

const saasUsers = createRoute({
  getParentRoute,
  path: '/saas-users',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/saas/saas-users-page.tsx'), 'SaasUsersPage'),
})

const saasUser = createRoute({
  getParentRoute,
  path: '/saas-users/$id',
  component: lazyRouteComponent(() => import('../pages/saas/saas-user-page.tsx'), 'SaasUserPage'),
})

const hardware = createRoute({
  getParentRoute,
  path: '/hardware',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/hardware/hardware-page.tsx'), 'HardwarePage'),
})

const device = createRoute({
  getParentRoute,
  path: '/hardware/$id',
  component: lazyRouteComponent(() => import('../pages/hardware/device-page.tsx'), 'DevicePage'),
})

const software = createRoute({
  getParentRoute,
  path: '/software',
  validateSearch: shapedSearch,
  component: lazyRouteComponent(() => import('../pages/software/software-page.tsx'), 'SoftwarePage'),
})

const title = createRoute({
  getParentRoute,
  path: '/software/$id',
  component: lazyRouteComponent(() => import('../pages/software/title-page.tsx'), 'TitlePage'),
})

/** The directory: people, their SaaS, hardware and software. */
export const directoryPages = [
  overview,
  people,
  person,
  merge,
  duplicates,
  saas,
  application,
  saasUsers,
  saasUser,
  hardware,
  device,
  software,
  title,
] as const
