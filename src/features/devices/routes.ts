import { z } from 'zod'
import { asked } from '../../kit/list/asked.ts'
import { listRoutes } from '../../kit/list/list-routes.ts'
import { ChangeAnswer, presentChange } from '../../kit/record/changes.ts'
import { changesOf, history } from '../../kit/record/history.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { bareId } from '../../lib/ids.ts'
import { asOfDay } from '../people/actions.ts'
import { findSeen, getDevice, hiddenKeys, pastFields, sight } from './actions.ts'
import { deviceTable, presentDevice, presentFile, tellDevice } from './rules.ts'
import { DeviceAnswer, DeviceDetailAnswer, DevicesQuery } from './schema.ts'
import { deviceList, toldRow } from './store.ts'

const id = z.object({ id: z.string() })

export const device: Thing = { noun: 'device', read: async (ctx, id) => tellDevice(await getDevice(ctx, id)) }

export const deviceRoutes: readonly Route[] = [
  ...listRoutes({
    path: '/api/devices',
    summary: 'Devices by name',
    needs: 'devices:read',
    query: DevicesQuery,
    item: DeviceAnswer,
    table: { name: 'hardware', columns: async (ctx) => deviceTable((await sight(ctx)).fields) },
    list: async (ctx, { personId, asOf, ...wanted }) => {
      const [seen, past] = await Promise.all([sight(ctx), asOfDay(ctx, asOf, 'device')])
      const list = deviceList(seen, {
        ...wanted,
        past,
        ...(personId === undefined ? {} : { personId: bareId('per', personId) }),
      })
      const within = { property: 'values', names: seen.fields.map(({ key }) => key) }
      return asked(
        ctx.db,
        list,
        (rows) => rows.map((row) => presentDevice(toldRow(row), seen.fields)),
        within,
      )
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/devices/:id',
    summary: 'One device, with its owner and what each integration last said',
    needs: 'devices:read',
    params: id,
    output: DeviceDetailAnswer,
    of: device,
    run: async (ctx, input) => presentFile(await getDevice(ctx, input.id)),
  }),
  ...listRoutes({
    path: '/api/devices/:id/changes',
    summary: 'The history of a device, the newest first',
    needs: 'devices:read',
    params: id,
    item: ChangeAnswer,
    knownBy: 'at',
    list: async (ctx, { id }) => {
      const seen = await sight(ctx)
      const row = await findSeen(ctx, id, seen)
      const told = pastFields(seen)
      const untold = seen.fields.filter((field) => !told.includes(field)).map(({ key }) => key)
      const changes = history(changesOf(row.id, [...hiddenKeys(ctx), ...untold]))
      return asked(ctx.db, changes, (rows) => rows.map((change) => presentChange(change, told)))
    },
  }),
]
