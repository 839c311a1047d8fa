import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { NotHere } from './fallbacks.tsx'
import { text } from './search.ts'

/** What every page hangs on. */
export const root = createRootRoute({ notFoundComponent: NotHere })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => {
    const to = text(search.to)
    // Only a place of ours: an address of another site would lead there.
    return to && /^\/(?![/\\])/.test(to) ? { to } : {}
  },
  component: lazyRouteComponent(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('../pages/sign-in/forgotten-page.tsx'), 'ForgottenPage'),
})

const back = createRoute({
  getParentRoute: () => root,
  path: '/back',
  component: lazyRouteComponent(() => import('../pages/sign-in/back-page.tsx'), 'BackPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../pages/setup/setup-page.tsx'), 'SetupPage'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../pages/welcome/welcome-page.tsx'), 'WelcomePage'),
})

/** The pages of whoever is not signed in. */
export const outside = [signIn, forgotten, back, setup, welcome] as const
