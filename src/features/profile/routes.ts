import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { account } from '../accounts/routes.ts'
import { present } from '../accounts/rules.ts'
import { AccountAnswer } from '../accounts/schema.ts'
import { getOwnSession } from '../sessions/actions.ts'
import { changePassword, preparePassword, rename } from './actions.ts'
import { NewPassword, ProfileEdit } from './schema.ts'

export const profileRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/account',
    summary: 'The own account',
    needs: 'signed-in',
    output: AccountAnswer,
    of: account,
    run: async (ctx) => present((await getOwnSession(ctx)).account),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/account',
    summary: 'Change the own name',
    needs: 'signed-in',
    input: ProfileEdit,
    output: AccountAnswer,
    act: 'account.edited',
    of: account,
    run: async (ctx, { name }) => present(await rename(ctx, name)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/account/password',
    summary: 'Change the own password; every other session ends',
    needs: 'signed-in',
    input: NewPassword,
    output: nothing,
    status: 204,
    act: 'account.password-changed',
    of: account,
    ask: preparePassword,
    run: async (ctx, _input, hash) => {
      await changePassword(ctx, hash)
      return undefined
    },
  }),
]
