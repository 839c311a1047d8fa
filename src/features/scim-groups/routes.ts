import { z } from 'zod'
import { page } from '../../kit/page.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { publicId } from '../../lib/ids.ts'
import { ScimList, ScimPatch, ScimQuery, ScimResource } from '../scim-users/schema.ts'
import {
  getGroup,
  giveRole,
  makeGroup,
  patchGroup,
  presentGroup,
  putGroup,
  readGroups,
  removeGroup,
} from './actions.ts'
import { GroupAnswer, GroupEdit, ScimGroup } from './schema.ts'
import { type GroupRow, listGroups } from './store.ts'

const path = '/api/scim/v2/Groups'
// Not `:id`: the body may have one, too, and that of the path counts.
const one = `${path}/:group`
const params = z.object({ group: z.string().max(60) })

const group: Thing = {
  noun: 'group',
  read: async (ctx, id) => {
    const { name, role, members } = await getGroup(ctx, id)
    return { name, values: { name, role, members: members.map((member) => publicId('acc', member)) } }
  },
}

const present = ({ id, name, role, members }: GroupRow): z.input<typeof GroupAnswer> => ({
  id: publicId('grp', id),
  name,
  role,
  members: members.length,
})

export const scimGroupRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/groups',
    summary: 'Groups that an identity provider keeps here, and the roles they give',
    needs: 'sign-in:read',
    output: page(GroupAnswer),
    run: async ({ db }) => ({ items: (await listGroups(db.pool)).map(present), next: null }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/groups/:group',
    summary: 'Which role the members of a group get',
    needs: 'sign-in:write',
    proof: true,
    params,
    input: GroupEdit,
    output: GroupAnswer,
    act: 'group.edited',
    of: group,
    run: async (ctx, { group: id, role }) => present(await giveRole(ctx, id, role)),
  }),
  defineRoute({
    method: 'get',
    path,
    summary: 'SCIM: groups with their members',
    needs: 'scim:write',
    query: ScimQuery,
    output: ScimList,
    run: readGroups,
  }),
  defineRoute({
    method: 'post',
    path,
    summary: 'SCIM: make a group',
    needs: 'scim:write',
    input: ScimGroup,
    output: ScimResource,
    status: 201,
    act: 'group.made',
    makes: group,
    run: async (ctx, input) => presentGroup(await makeGroup(ctx, input), ctx.origin()),
  }),
  defineRoute({
    method: 'get',
    path: one,
    summary: 'SCIM: one group',
    needs: 'scim:write',
    params,
    output: ScimResource,
    run: async (ctx, { group: id }) => presentGroup(await getGroup(ctx, id), ctx.origin()),
  }),
  defineRoute({
    method: 'put',
    path: one,
    summary: 'SCIM: put name and members of a group in place of what there was',
    needs: 'scim:write',
    params,
    input: ScimGroup,
    output: ScimResource,
    act: 'group.edited',
    of: group,
    run: async (ctx, { group: id, ...wanted }) => presentGroup(await putGroup(ctx, id, wanted), ctx.origin()),
  }),
  defineRoute({
    method: 'patch',
    path: one,
    summary: 'SCIM: change a group, as to add members',
    needs: 'scim:write',
    params,
    input: ScimPatch,
    output: ScimResource,
    act: 'group.edited',
    of: group,
    run: async (ctx, { group: id, ...patch }) => presentGroup(await patchGroup(ctx, id, patch), ctx.origin()),
  }),
  defineRoute({
    method: 'delete',
    path: one,
    summary: 'SCIM: remove a group',
    needs: 'scim:write',
    params,
    output: nothing,
    status: 204,
    act: 'group.removed',
    of: group,
    run: async (ctx, { group: id }) => {
      await removeGroup(ctx, id)
      return undefined
    },
  }),
]
