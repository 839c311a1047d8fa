import { z } from 'zod'
import { defineRoute, nothing, type Route } from '../../kit/route.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { prove } from '../proofs/actions.ts'
import {
  endOthers,
  getOwnSession,
  proofsOf,
  proveAgain,
  renew,
  type Signed,
  signIn,
  signOut,
} from './actions.ts'
import { presentOpen, presentSession } from './rules.ts'
import { Confirm, OpenSession, Proofs, SessionAnswer, SignIn } from './schema.ts'
import { endSession, listSessions } from './store.ts'

const present = ({ session, account, role }: Signed) => presentSession(session, account, role)

export const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in with a password; the session is in a cookie',
    needs: 'anyone',
    faults: ['sign-in.refused', 'sign-in.slow'],
    input: SignIn,
    output: SessionAnswer,
    act: null,
    // Failed tries stay counted, and nothing is held while a password is compared.
    ask: prove,
    run: async (ctx, _input, proven) => present(await signIn(ctx, proven)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in, and what they may do',
    needs: 'anyone',
    faults: ['not.signed-in'],
    output: SessionAnswer,
    run: async (ctx) => present(await getOwnSession(ctx)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/session/proofs',
    summary: 'By what whoever is signed in can prove anew who they are',
    needs: 'signed-in',
    output: Proofs,
    run: async (ctx) => {
      const { providers, ...others } = await proofsOf(ctx)
      return { ...others, providers: providers.map(({ id, label }) => ({ id: publicId('idp', id), label })) }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/confirm',
    summary: 'Give the password again, for what wants a proof that is not older than five minutes',
    needs: 'signed-in',
    input: Confirm,
    output: SessionAnswer,
    act: 'session.confirmed',
    ask: proveAgain,
    run: async (ctx) => present(await renew(ctx)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    needs: 'anyone',
    output: nothing,
    status: 204,
    act: 'session.ended',
    run: async (ctx) => {
      await signOut(ctx)
      return undefined
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/account/sessions',
    summary: 'Where the own account is signed in',
    needs: 'signed-in',
    output: z.object({ items: z.array(OpenSession), next: z.null() }),
    run: async ({ db, actor }) => {
      const open = await listSessions(db.pool, actor.accountId ?? '')
      const current = actor.way.kind === 'session' ? actor.way.id : ''
      return { items: open.map((row) => presentOpen(row, current)), next: null }
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/account/sessions',
    summary: 'Sign out everywhere else',
    needs: 'signed-in',
    output: nothing,
    status: 204,
    act: 'session.ended-elsewhere',
    run: async (ctx) => {
      await endOthers(ctx)
      return undefined
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/account/sessions/:id',
    summary: 'End one session of the own account',
    needs: 'signed-in',
    params: z.object({ id: z.string() }),
    output: nothing,
    status: 204,
    act: 'session.ended',
    run: async ({ db, actor }, { id }) => {
      if (await endSession(db.pool, actor.accountId ?? '', bareId('ses', id))) return undefined
      throw new AppError('not.found', `There is no session ${id}`)
    },
  }),
]
