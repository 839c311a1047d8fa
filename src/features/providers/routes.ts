import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { page } from '../../kit/page.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { addProvider, decidePasswords, editProvider, forgetProvider, getProvider, wayOf } from './actions.ts'
import { present } from './rules.ts'
import { NewProvider, ProviderAnswer, ProviderEdit, SignInWays } from './schema.ts'
import { listProviders, takesPasswords } from './store.ts'

const provider: Thing = {
  noun: 'provider',
  read: async (ctx, id) => {
    const row = await getProvider(ctx, id)
    const { label, issuer, clientId, defaultRole, groupClaim, groupRoles } = present(row, ctx.origin())
    return {
      name: label,
      values: { label, issuer, clientId, defaultRole, groupClaim, groupRoles },
      hidden: { clientSecret: row.fingerprint },
    }
  },
}

const id = z.object({ id: z.string().max(60) })

const ways = async ({ db: { pool } }: Ctx): Promise<z.input<typeof SignInWays>> => ({
  password: await takesPasswords(pool),
  providers: (await listProviders(pool)).map(wayOf),
})

export const providerRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/sign-in',
    summary: 'The ways to sign in',
    needs: 'anyone',
    output: SignInWays,
    run: ways,
  }),
  defineRoute({
    method: 'patch',
    path: '/api/sign-in',
    summary: 'Whether passwords are taken, or everybody comes from an identity provider',
    needs: 'sign-in:write',
    proof: true,
    input: z.strictObject({ password: z.boolean() }),
    output: SignInWays,
    act: null,
    run: async (ctx, { password }) => {
      await decidePasswords(ctx, password)
      return ways(ctx)
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/providers',
    summary: 'Identity providers, without their secrets',
    needs: 'sign-in:read',
    output: page(ProviderAnswer),
    run: async ({ db, origin }) => ({
      items: (await listProviders(db.pool)).map((row) => present(row, origin())),
      next: null,
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/providers/:id',
    summary: 'One identity provider, without its secret',
    needs: 'sign-in:read',
    params: id,
    output: ProviderAnswer,
    of: provider,
    run: async (ctx, input) => present(await getProvider(ctx, input.id), ctx.origin()),
  }),
  defineRoute({
    method: 'post',
    path: '/api/providers',
    summary: 'Set up an identity provider (OpenID Connect)',
    needs: 'sign-in:write',
    proof: true,
    input: NewProvider,
    output: ProviderAnswer,
    status: 201,
    act: 'provider.made',
    makes: provider,
    run: async (ctx, input) => present(await addProvider(ctx, input), ctx.origin()),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/providers/:id',
    summary: 'Change an identity provider; its address stays',
    needs: 'sign-in:write',
    proof: true,
    params: id,
    input: ProviderEdit,
    output: ProviderAnswer,
    act: 'provider.edited',
    of: provider,
    run: async (ctx, input) => present(await editProvider(ctx, input), ctx.origin()),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/providers/:id',
    summary: 'Forget an identity provider; accounts that came from it stay',
    needs: 'sign-in:write',
    proof: true,
    params: id,
    output: nothing,
    status: 204,
    act: 'provider.removed',
    of: provider,
    run: async (ctx, input) => {
      await forgetProvider(ctx, input.id)
      return undefined
    },
  }),
]
