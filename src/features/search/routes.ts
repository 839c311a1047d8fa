import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { searchEverything } from './actions.ts'
import { FoundAnswer, SearchQuery } from './schema.ts'

export const searchRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/search',
    summary:
      'People, SaaS users, applications, devices, software, integrations and runs by what they are called, of those one may see',
    needs: 'known',
    query: SearchQuery,
    output: z.object({ items: z.array(FoundAnswer) }),
    faults: ['list.slow'],
    run: async (ctx, { text }) => ({ items: [...(await searchEverything(ctx, text))] }),
  }),
]
