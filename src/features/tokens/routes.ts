import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { endToken, getToken, makeToken, presentToken, tokensSeen } from './actions.ts'
import { MadeToken, NewToken, TokenAnswer } from './schema.ts'

const token: Thing = {
  noun: 'token',
  read: async (ctx, id) => {
    const { name, prefix, accountId, rights, expiresAt } = presentToken(await getToken(ctx, id))
    return { name, values: { name, prefix, accountId, rights, expiresAt } }
  },
}

export const tokenRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/tokens',
    summary: 'Tokens, without their secrets: one’s own, or all for whoever may see accounts',
    needs: 'tokens:read',
    item: TokenAnswer,
    list: async (ctx) => asked(ctx.db, tokensSeen(ctx), (rows) => rows.map(presentToken)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tokens',
    summary: 'Make a token for a program; its secret is shown this once',
    needs: 'tokens:write',
    proof: true,
    input: NewToken,
    output: MadeToken,
    status: 201,
    act: 'token.made',
    makes: token,
    isShownOnce: true,
    run: async (ctx, input) => {
      const { token, secret } = await makeToken(ctx, input)
      return { token: presentToken(token), secret }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/tokens/:id',
    summary: 'End a token at once',
    needs: 'tokens:write',
    params: z.object({ id: z.string() }),
    output: nothing,
    status: 204,
    act: 'token.ended',
    of: token,
    run: async (ctx, input) => {
      await endToken(ctx, input.id)
      return undefined
    },
  }),
]
