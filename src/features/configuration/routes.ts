import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { readStanding } from './actions.ts'
import { saidBy, schemas } from './rules.ts'
import { Files } from './schema.ts'

export const configurationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/configuration',
    summary: 'What is configured, as files would say it; without secrets',
    needs: 'configuration:read',
    output: Files,
    run: async (ctx) => saidBy(await readStanding(ctx), ctx.actor),
  }),
  defineRoute({
    method: 'get',
    path: '/api/configuration/schemas',
    summary: 'JSON schemas of configuration files, for editors',
    needs: 'configuration:read',
    output: z.record(z.string(), z.looseObject({})),
    run: async () => schemas(),
  }),
]
