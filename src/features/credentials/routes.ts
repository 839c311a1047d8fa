import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { editCredential, forgetCredential, keepCredential, testCredential } from './actions.ts'
import { present } from './rules.ts'
import { CredentialAnswer, CredentialEdit, NewCredential, VerdictAnswer } from './schema.ts'
import { credentialList } from './store.ts'

const id = z.object({ id: z.string() })

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
    run: async (ctx, input) => present(await keepCredential(ctx, input)),
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
    callsOut: true,
    run: (ctx, input) => testCredential(ctx, input.id),
  }),
]
