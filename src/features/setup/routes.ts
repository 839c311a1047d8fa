import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { presentSession } from '../sessions/rules.ts'
import { SessionAnswer } from '../sessions/schema.ts'
import { isSetupOpen, prepareSetup, setUp } from './actions.ts'
import { Setup } from './schema.ts'

export const setupRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/setup',
    summary: 'Whether Muster waits for its first administrator',
    needs: 'anyone',
    output: z.object({ open: z.boolean() }),
    run: async (ctx) => ({ open: await isSetupOpen(ctx) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/setup',
    summary: 'Make the first administrator, with the code that the console shows, and sign in',
    needs: 'anyone',
    faults: ['ticket.over'],
    input: Setup,
    output: SessionAnswer,
    status: 201,
    act: null,
    ask: prepareSetup,
    run: async (ctx, input, prepared) => {
      const { session, account, role } = await setUp(ctx, input, prepared)
      return presentSession(session, account, role)
    },
  }),
]
