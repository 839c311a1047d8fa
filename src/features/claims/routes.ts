import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { claimsOfDevice, claimsOfPerson } from './actions.ts'
import { type Claims, presentClaims, viewOf } from './rules.ts'
import { ClaimsAnswer } from './schema.ts'

const params = z.object({ id: z.string(), field: z.string() })

const answer = (ctx: Ctx, claims: Claims): z.input<typeof ClaimsAnswer> => presentClaims(claims, viewOf(ctx))

export const claimRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/people/:id/claims/:field',
    summary: 'Why a value is here: what every source says of one field of a person, and which of them speaks',
    needs: 'people:read',
    params,
    output: ClaimsAnswer,
    run: async (ctx, place) => answer(ctx, await claimsOfPerson(ctx, place)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/devices/:id/claims/:field',
    summary: 'Why a value is here: what every source says of one field of a device, and which of them speaks',
    needs: 'devices:read',
    params,
    output: ClaimsAnswer,
    run: async (ctx, place) => answer(ctx, await claimsOfDevice(ctx, place)),
  }),
]
