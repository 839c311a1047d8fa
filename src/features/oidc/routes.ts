import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { beginSignIn, finishSignIn } from './actions.ts'
import { Led, Return, Start } from './schema.ts'

const id = z.object({ id: z.string().max(60) })

function lead(ctx: Ctx, to: string): z.input<typeof Led> {
  ctx.visit.say('location', to)
  return { to }
}

export const oidcRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/oidc/:id/start',
    summary: 'Go to an identity provider to sign in, or to prove anew who it is',
    needs: 'anyone',
    params: id,
    query: Start,
    output: Led,
    status: 303,
    ask: (ctx, { id, again, to }) => beginSignIn(ctx, { id, again: again === 'true', to }),
    run: async (ctx, _input, there) => lead(ctx, there),
  }),
  defineRoute({
    method: 'get',
    path: '/api/oidc/:id/callback',
    summary: 'Come back from an identity provider, signed in or with a fresh proof',
    needs: 'anyone',
    params: id,
    query: Return,
    output: Led,
    status: 303,
    ask: finishSignIn,
    run: async (ctx, _input, back) => lead(ctx, back),
  }),
]
