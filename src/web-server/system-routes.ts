import { z } from 'zod'
import manifest from '../../package.json' with { type: 'json' }
import { defineRoute, type Route } from '../kit/route.ts'
import { describeApi } from './openapi.ts'

const { version } = manifest

/** What the server says of itself: that it works, and what it can be asked. */
export function systemRoutes(routes: readonly Route[]): readonly Route[] {
  const health = defineRoute({
    method: 'get',
    path: '/api/health',
    summary: 'Whether the server and its database answer',
    needs: 'anyone',
    output: z.object({
      ok: z.literal(true),
      version: z.string(),
      zone: z.string().describe('The time zone in which days begin, as in Europe/Berlin'),
    }),
    run: async (ctx) => {
      await ctx.db.pool.query('select 1')
      return { ok: true as const, version, zone: ctx.zone }
    },
  })
  const openapi: Route = defineRoute({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description of the API',
    needs: 'anyone',
    output: z.looseObject({ openapi: z.literal('3.1.0') }),
    run: async () => ({ openapi: '3.1.0' as const, ...describeApi([...routes, health, openapi], version) }),
  })
  return [health, openapi]
}
