import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import type { Route } from '../../kit/route.ts'
import { findSeen, sight } from '../devices/actions.ts'
import { presentInstalled } from './rules.ts'
import { InstalledAnswer, InstalledQuery } from './schema.ts'
import { installedList } from './store.ts'

export const installationRoutes: readonly Route[] = listRoutes({
  path: '/api/devices/:id/software',
  summary: 'The software on a device, by name',
  needs: 'devices:read',
  params: z.object({ id: z.string() }),
  query: InstalledQuery,
  item: InstalledAnswer,
  knownBy: 'softwareId',
  list: async (ctx, { id, gone }) => {
    const row = await findSeen(ctx, id, await sight(ctx))
    return asked(ctx.db, installedList(row.id, gone), (rows) => rows.map(presentInstalled))
  },
})
