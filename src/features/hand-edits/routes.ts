import { z } from 'zod'
import { defineRoute, type Route } from '../../kit/route.ts'
import { device } from '../devices/routes.ts'
import { presentFile as presentDevice } from '../devices/rules.ts'
import { DeviceDetailAnswer } from '../devices/schema.ts'
import { person } from '../people/routes.ts'
import { presentFile } from '../people/rules.ts'
import { PersonDetailAnswer } from '../people/schema.ts'
import { archiveDevice, archivePerson, editDevice, editPerson } from './actions.ts'
import { HandEdit } from './schema.ts'

const params = z.object({ id: z.string() })

export const handEditRoutes: readonly Route[] = [
  defineRoute({
    method: 'patch',
    path: '/api/people/:id',
    summary: 'Edit a person by hand, or give fields back to the sources; what is left out stays',
    needs: 'people:write',
    params,
    input: HandEdit,
    output: PersonDetailAnswer,
    act: 'person.edited',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, edit) => presentFile(await editPerson(ctx, edit)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/archive',
    summary: 'Archive a person: they stay as they are, whatever is loaded',
    needs: 'people:write',
    params,
    output: PersonDetailAnswer,
    act: 'person.archived',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentFile(await archivePerson(ctx, id, 'archived')),
  }),
  defineRoute({
    method: 'post',
    path: '/api/people/:id/restore',
    summary: 'Restore an archived person, as the sources say by now',
    needs: 'people:write',
    params,
    output: PersonDetailAnswer,
    act: 'person.restored',
    of: person,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentFile(await archivePerson(ctx, id, 'restored')),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/devices/:id',
    summary: 'Edit a device by hand, or give fields back to the sources; what is left out stays',
    needs: 'devices:write',
    params,
    input: HandEdit,
    output: DeviceDetailAnswer,
    act: 'device.edited',
    of: device,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, edit) => presentDevice(await editDevice(ctx, edit)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/devices/:id/archive',
    summary: 'Archive a device: it stays as it is, whatever is loaded',
    needs: 'devices:write',
    params,
    output: DeviceDetailAnswer,
    act: 'device.archived',
    of: device,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentDevice(await archiveDevice(ctx, id, 'archived')),
  }),
  defineRoute({
    method: 'post',
    path: '/api/devices/:id/restore',
    summary: 'Restore an archived device, as the sources say by now',
    needs: 'devices:write',
    params,
    output: DeviceDetailAnswer,
    act: 'device.restored',
    of: device,
    faults: ['conflict', 'database.locked'],
    run: async (ctx, { id }) => presentDevice(await archiveDevice(ctx, id, 'restored')),
  }),
]
