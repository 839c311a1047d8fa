import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { getClaims } from './actions.ts'
import { presentClaims } from './rules.ts'
import { ClaimsAnswer } from './schema.ts'

export const claimRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people/:id/claims/:field',
    summary: 'Why a value is here: what every source says of one field of a person, and which of them speaks',
    needs: 'people:read',
    params: z.object({ id: z.string(), field: z.string() }),
    output: ClaimsAnswer,
    run: async (ctx, place) => {
      const { hiddenFields, rights } = ctx.actor
      return presentClaims(await getClaims(ctx, place), {
        connectors: ctx.connectors,
        seesRaw: hiddenFields.length === 0,
        seesCredentials: rights.has('credentials:read'),
      })
    },
  }),
]
