import { z } from 'zod'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { account } from '../accounts/routes.ts'
import { beginTotp, endTotp, finishTotp } from './actions.ts'
import { RecoveryCodes, TotpConfirm, TotpOffer } from './schema.ts'

export const totpRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/account/totp',
    summary: 'Begin to sign in with an authenticator app, too: a key for it',
    needs: 'signed-in',
    proof: true,
    input: z.strictObject({}),
    output: TotpOffer,
    act: 'account.totp-begun',
    of: account,
    isShownOnce: true,
    run: (ctx) => beginTotp(ctx),
  }),
  defineRoute({
    method: 'post',
    path: '/api/account/totp/confirm',
    summary: 'Take the key into use with a first code of the app; gives recovery codes',
    needs: 'signed-in',
    proof: true,
    input: TotpConfirm,
    output: RecoveryCodes,
    act: 'account.totp-set',
    of: account,
    isShownOnce: true,
    run: async (ctx, { code }) => ({ recoveryCodes: [...(await finishTotp(ctx, code))] }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/account/totp',
    summary: 'Sign in without the app again',
    needs: 'signed-in',
    proof: true,
    output: nothing,
    status: 204,
    act: 'account.totp-ended',
    of: account,
    run: async (ctx) => {
      await endTotp(ctx)
      return undefined
    },
  }),
]
