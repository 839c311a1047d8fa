import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { mailLink } from '../invitations/actions.ts'
import {
  dropSecondFactor,
  editAccount,
  endAccountSessions,
  getAccount,
  type HandedLink,
  invite,
  makeSignInLink,
  removeAccount,
  resetAccount,
} from './actions.ts'
import { present } from './rules.ts'
import { AccountAnswer, AccountEdit, AccountsQuery, Handed, NewAccount } from './schema.ts'
import { accountList } from './store.ts'

export const account: Thing = {
  noun: 'account',
  read: async (ctx, id) => {
    const row = await getAccount(ctx, id)
    const { name, email, kind, role, state, personId } = present(row)
    return {
      name,
      values: { name, email, kind, role, state, personId },
      hidden: { password: row.password_hash ?? '', totp: row.totp?.toString('hex') ?? '' },
    }
  },
}

const id = z.object({ id: z.string() })
const handed = ({ account, link }: HandedLink) => ({ account: present(account), link, mailed: false })
const mailed = async (ctx: Ctx, answer: z.output<typeof Handed>) => ({
  ...answer,
  mailed: await mailLink(ctx, answer),
})

export const accountRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/accounts',
    summary: 'Who may sign in, by name',
    needs: 'accounts:read',
    query: AccountsQuery,
    item: AccountAnswer,
    list: async ({ db }, { search }) => asked(db, accountList(db, search), (rows) => rows.map(present)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/accounts',
    summary: 'Invite a person, or make a service for programs',
    needs: 'accounts:write',
    proof: true,
    input: NewAccount,
    output: Handed,
    status: 201,
    act: 'account.invited',
    makes: account,
    isShownOnce: true,
    run: async (ctx, input) => handed(await invite(ctx, input)),
    tell: mailed,
  }),
  defineRoute({
    method: 'get',
    path: '/api/accounts/:id',
    summary: 'One account',
    needs: 'accounts:read',
    params: id,
    output: AccountAnswer,
    of: account,
    run: async (ctx, input) => present(await getAccount(ctx, input.id)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/accounts/:id',
    summary: 'Change an account: its name, role, person, or whether it may sign in',
    needs: 'accounts:write',
    proof: true,
    params: id,
    input: AccountEdit,
    output: AccountAnswer,
    act: 'account.edited',
    of: account,
    run: async (ctx, input) => present(await editAccount(ctx, input)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/accounts/:id',
    summary: 'Remove an account with its sessions and tokens',
    needs: 'accounts:write',
    proof: true,
    params: id,
    output: nothing,
    status: 204,
    act: 'account.removed',
    of: account,
    run: async (ctx, input) => {
      await removeAccount(ctx, input.id)
      return undefined
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/accounts/:id/reset',
    summary: 'Give an account a link to choose a password',
    needs: 'accounts:write',
    proof: true,
    params: id,
    output: Handed,
    act: 'account.reset',
    of: account,
    isShownOnce: true,
    run: async (ctx, input) => handed(await resetAccount(ctx, input.id)),
    tell: mailed,
  }),
  defineRoute({
    method: 'post',
    path: '/api/accounts/:id/link',
    summary: 'A link that signs in at once; only over the socket of the machine',
    needs: 'accounts:write',
    params: id,
    output: z.object({ link: z.string() }),
    status: 201,
    act: null,
    isShownOnce: true,
    run: async (ctx, input) => ({ link: await makeSignInLink(ctx, input.id) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/accounts/:id/totp',
    summary: 'Let somebody who lost the authenticator app sign in without it',
    needs: 'accounts:write',
    proof: true,
    params: id,
    output: nothing,
    status: 204,
    act: 'account.totp-ended',
    of: account,
    run: async (ctx, input) => {
      await dropSecondFactor(ctx, input.id)
      return undefined
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/accounts/:id/sessions',
    summary: 'Sign an account out everywhere',
    needs: 'accounts:write',
    params: id,
    output: nothing,
    status: 204,
    act: 'account.signed-out',
    of: account,
    run: async (ctx, input) => {
      await endAccountSessions(ctx, input.id)
      return undefined
    },
  }),
]
