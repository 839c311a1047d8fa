import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { type Viewpoint, viewOf } from '../claims/rules.ts'
import { ClaimsAnswer } from '../claims/schema.ts'
import { claimsOfSaasUser } from './actions.ts'
import { presentAccountClaims } from './rules.ts'

export const saasUserClaimRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/saas-users/:id/claims/:field',
    summary:
      'Why a value is here: what every integration says of the role, label, person or state of a SaaS user, or of whether it is active',
    needs: 'saas-users:read',
    params: z.object({ id: z.string(), field: z.string() }),
    output: ClaimsAnswer,
    run: async (ctx, place) => presentAccountClaims(await claimsOfSaasUser(ctx, place), viewFor(ctx, place)),
  }),
]

/** What a person was found by is of people. */
function viewFor(ctx: Ctx, { field }: { readonly field: string }): Viewpoint {
  const view = viewOf(ctx)
  return field === 'person' && !ctx.actor.rights.has('people:read') ? { ...view, seesRaw: false } : view
}
