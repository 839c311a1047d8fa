import { z } from 'zod'
import { page } from '../../kit/page.ts'
import { aboutRight, rights } from '../../kit/rights.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { dropRole, editRole, getRole, makeRole } from './actions.ts'
import { present } from './rules.ts'
import { NewRole, RightAnswer, RoleAnswer, RoleEdit } from './schema.ts'
import { listRoles } from './store.ts'

const role: Thing = {
  noun: 'role',
  read: async (ctx, key) => {
    const { label, rights, filter, hiddenFields } = present(await getRole(ctx, key))
    return { name: label, values: { label, rights, filter, hiddenFields } }
  },
}

const key = z.object({ key: z.string().max(63) })

export const roleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/rights',
    summary: 'What a role, or a token, can be allowed',
    // It says no more than the description of the API does.
    needs: 'anyone',
    output: page(RightAnswer),
    run: async () => {
      const items = rights.map((right) => {
        const { says, keeps = false } = aboutRight(right)
        return { right, says, keeps }
      })
      return { items, next: null }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/roles',
    summary: 'Roles, those that come with Muster first',
    needs: 'roles:read',
    output: page(RoleAnswer),
    run: async ({ db }) => ({ items: (await listRoles(db.pool)).map(present), next: null }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/roles/:key',
    summary: 'One role',
    needs: 'roles:read',
    params: key,
    output: RoleAnswer,
    of: role,
    run: async (ctx, input) => present(await getRole(ctx, input.key)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/roles',
    summary: 'Make a role, with rights one has',
    needs: 'roles:write',
    proof: true,
    input: NewRole,
    output: RoleAnswer,
    status: 201,
    act: 'role.made',
    makes: role,
    run: async (ctx, input) => present(await makeRole(ctx, input)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/roles/:key',
    summary: 'Change a role; its key, and whoever has it, stay',
    needs: 'roles:write',
    proof: true,
    params: key,
    input: RoleEdit,
    output: RoleAnswer,
    act: 'role.edited',
    of: role,
    run: async (ctx, input) => present(await editRole(ctx, input)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/roles/:key',
    summary: 'Forget a role that nobody has',
    needs: 'roles:write',
    proof: true,
    params: key,
    output: nothing,
    status: 204,
    act: 'role.deleted',
    of: role,
    run: async (ctx, input) => {
      await dropRole(ctx, input.key)
      return undefined
    },
  }),
]
