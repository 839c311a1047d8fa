import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { editCredential, forgetCredential, getCredential, keepCredential, testCredential } from './actions.ts'
import { present } from './rules.ts'
import { CredentialAnswer, CredentialEdit, NewCredential, VerdictAnswer } from './schema.ts'
import { credentialList } from './store.ts'

const id = z.object({ id: z.string() })

const credential: Thing = {
  noun: 'credential',
  read: async (ctx, id) => {
    const { name, settings, origins, expires_on, fingerprint } = await getCredential(ctx, id)
    return {
      name,
      values: { name, settings, origins, expiresOn: expires_on },
      hidden: { secrets: fingerprint },
    }
  },
}

export const credentialRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/credentials',
    summary: 'Credentials by name, without their secrets',
    needs: 'credentials:read',
    item: CredentialAnswer,
    list: async ({ db }) => asked(db, credentialList(db.kysely), (rows) => rows.map(present)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/credentials',
    summary: 'Keep a new credential',
    needs: 'credentials:write',
    proof: true,
    input: NewCredential,
    output: CredentialAnswer,
    status: 201,
    act: 'credential.made',
    makes: credential,
    run: async (ctx, input) => present(await keepCredential(ctx, input)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/credentials/:id',
    summary: 'One credential, without its secrets',
    needs: 'credentials:read',
    params: id,
    output: CredentialAnswer,
    of: credential,
    run: async (ctx, input) => present(await getCredential(ctx, input.id)),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/credentials/:id',
    summary: 'Rename a credential, replace its secrets, or change its other settings',
    needs: 'credentials:write',
    proof: true,
    params: id,
    input: CredentialEdit,
    output: CredentialAnswer,
    act: 'credential.edited',
    of: credential,
    run: async (ctx, input) => present(await editCredential(ctx, input)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/credentials/:id',
    summary: 'Forget a credential that no integration uses',
    needs: 'credentials:write',
    params: id,
    output: nothing,
    status: 204,
    act: 'credential.deleted',
    of: credential,
    run: async (ctx, input) => {
      await forgetCredential(ctx, input.id)
      return undefined
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/credentials/:id/test',
    summary: 'Ask the vendor whether a credential works',
    needs: 'credentials:write',
    params: id,
    output: VerdictAnswer,
    act: 'credential.tested',
    isCostly: true,
    of: credential,
    ask: (ctx, input) => testCredential(ctx, input.id),
    run: async (_ctx, _input, verdict) => verdict,
  }),
]
