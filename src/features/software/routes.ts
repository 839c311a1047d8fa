import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { sight } from '../devices/actions.ts'
import { asOfDay } from '../people/actions.ts'
import { presentPlace, presentSoftware, softwareTable } from './rules.ts'
import { PlaceAnswer, SoftwareAnswer, SoftwareQuery } from './schema.ts'
import { oneTitle, placeList, type SoftwareRow, softwareList } from './store.ts'

const id = z.object({ id: z.string() })

async function getTitle(ctx: Ctx, id: string): Promise<SoftwareRow> {
  const { rows } = await oneTitle(await sight(ctx), bareId('sft', id)).execute(ctx.db.kysely)
  if (rows[0]) return rows[0]
  throw new AppError('not.found', `There is no software ${id}`)
}

export const softwareRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/software',
    summary: 'Software titles on devices, by name, with how many devices have them',
    needs: 'devices:read',
    query: SoftwareQuery,
    item: SoftwareAnswer,
    table: { name: 'software', columns: async () => softwareTable },
    list: async (ctx, { search, asOf }) => {
      const wanted = { sight: await sight(ctx), search, past: await asOfDay(ctx, asOf, 'device') }
      return asked(ctx.db, softwareList(wanted), (rows) => rows.map(presentSoftware))
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/software/:id',
    summary: 'One software title',
    needs: 'devices:read',
    params: id,
    output: SoftwareAnswer,
    run: async (ctx, input) => presentSoftware(await getTitle(ctx, input.id)),
  }),
  ...listRoutes({
    path: '/api/software/:id/devices',
    summary: 'Where a software title is installed, in which version, by device',
    needs: 'devices:read',
    params: id,
    item: PlaceAnswer,
    knownBy: 'deviceId',
    list: async (ctx, { id }) => {
      const { id: title } = await getTitle(ctx, id)
      return asked(ctx.db, placeList(await sight(ctx), title), (rows) => rows.map(presentPlace))
    },
  }),
]
