import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Signed } from '../sessions/actions.ts'
import { presentSession } from '../sessions/rules.ts'
import { SessionAnswer } from '../sessions/schema.ts'
import { keepReset, mailReset, prepareReset, prepareWelcome, signInByLink, welcome } from './actions.ts'
import { AskReset, ByLink, Welcome } from './schema.ts'

const present = ({ session, account, role }: Signed) => presentSession(session, account, role)

export const invitationRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/invitation',
    summary: 'Accept an invitation, or choose a new password, with the link that brought it, and sign in',
    needs: 'anyone',
    faults: ['ticket.over', 'sign-in.slow'],
    input: Welcome,
    output: SessionAnswer,
    act: null,
    ask: prepareWelcome,
    run: async (ctx, input, hash) => present(await welcome(ctx, input, hash)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/reset',
    summary:
      'Ask for an e-mail with a link to choose a new password; the answer is the same for every address',
    needs: 'anyone',
    input: AskReset,
    output: z.object({}),
    status: 202,
    act: null,
    ask: prepareReset,
    run: async (ctx, _input, reset) => {
      await keepReset(ctx, reset)
      return {}
    },
    tell: async (ctx, answer, reset) => {
      mailReset(ctx, reset)
      return answer
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/link',
    summary: 'Sign in with a link that is good once',
    needs: 'anyone',
    faults: ['ticket.over'],
    input: ByLink,
    output: SessionAnswer,
    act: null,
    run: async (ctx, { link }) => present(await signInByLink(ctx, link)),
  }),
]
