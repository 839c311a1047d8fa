import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'

export const signInRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/sign-in',
    summary: 'The ways to sign in',
    needs: 'anyone',
    output: z.object({
      password: z.boolean(),
      providers: z.array(z.object({ id: z.string(), label: z.string() })),
    }),
    run: async () => ({ password: true, providers: [] }),
  }),
]
