import { z } from 'zod'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { account } from '../accounts/routes.ts'
import { getUser, makeUser, patchUser, readUsers, removeUser, replaceUser } from './actions.ts'
import { presentUser } from './rules.ts'
import { ScimList, ScimPatch, ScimQuery, ScimResource, ScimUser } from './schema.ts'

const path = '/api/scim/v2/Users'
// Not `:id`: the body may have one, too, and that of the path counts.
const one = `${path}/:user`
const params = z.object({ user: z.string().max(60) })

export const scimUserRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path,
    summary: 'SCIM: the accounts of people',
    needs: 'scim:write',
    query: ScimQuery,
    output: ScimList,
    run: readUsers,
  }),
  defineRoute({
    method: 'post',
    path,
    summary: 'SCIM: make an account',
    needs: 'scim:write',
    input: ScimUser,
    output: ScimResource,
    status: 201,
    act: 'account.provisioned',
    makes: account,
    run: async (ctx, input) => presentUser(await makeUser(ctx, input), ctx.origin()),
  }),
  defineRoute({
    method: 'get',
    path: one,
    summary: 'SCIM: one account',
    needs: 'scim:write',
    params,
    output: ScimResource,
    run: async (ctx, { user }) => presentUser(await getUser(ctx, user), ctx.origin()),
  }),
  defineRoute({
    method: 'put',
    path: one,
    summary: 'SCIM: put an account in place of what there was',
    needs: 'scim:write',
    params,
    input: ScimUser,
    output: ScimResource,
    act: 'account.edited',
    of: account,
    run: async (ctx, { user, ...wanted }) => presentUser(await replaceUser(ctx, user, wanted), ctx.origin()),
  }),
  defineRoute({
    method: 'patch',
    path: one,
    summary: 'SCIM: change an account, as to deactivate it',
    needs: 'scim:write',
    params,
    input: ScimPatch,
    output: ScimResource,
    act: 'account.edited',
    of: account,
    run: async (ctx, { user, ...patch }) => presentUser(await patchUser(ctx, user, patch), ctx.origin()),
  }),
  defineRoute({
    method: 'delete',
    path: one,
    summary: 'SCIM: remove an account',
    needs: 'scim:write',
    params,
    output: nothing,
    status: 204,
    act: 'account.removed',
    of: account,
    run: async (ctx, { user }) => {
      await removeUser(ctx, user)
      return undefined
    },
  }),
]
