import { createRouter } from '@tanstack/react-router'
import { forgetVisits, noteVisit } from '../parts/recent.ts'
import { administrationPages } from './administration-pages.ts'
import { directoryPages } from './directory-pages.ts'
import { Waiting, WentWrong } from './fallbacks.tsx'
import { inside } from './inside.ts'
import { loadingPages } from './loading-pages.ts'
import { outside, root } from './outside.ts'

export const router = createRouter({
  routeTree: root.addChildren([
    ...outside,
    inside.addChildren([...directoryPages, ...loadingPages, ...administrationPages]),
  ]),
  // What no page reads of an address is taken out of it, such as a day that is none.
  search: { strict: true },
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
