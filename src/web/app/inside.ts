import { createRoute, redirect } from '@tanstack/react-router'
import { api } from '../parts/api.ts'
import { queryClient } from '../parts/query-client.ts'
import { sessionQuery } from '../parts/session.ts'
import { Frame } from './frame.tsx'
import { root } from './outside.ts'

/** Everything behind it is for whoever is signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    if (await queryClient.ensureQueryData(sessionQuery)) return
    if ((await api.setup.isOpen()).open) throw redirect({ to: '/setup' })
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
  },
  component: Frame,
})
