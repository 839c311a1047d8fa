import { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Right } from '../../kit/rights.ts'
import { defineRoute, type Route } from '../../kit/route.ts'
import type { Thing } from '../../kit/thing.ts'
import { device } from '../devices/routes.ts'
import { presentFile as presentDevice } from '../devices/rules.ts'
import { DeviceDetailAnswer } from '../devices/schema.ts'
import { person } from '../people/routes.ts'
import { presentFile } from '../people/rules.ts'
import { PersonDetailAnswer } from '../people/schema.ts'
import { archiveDevice, archivePerson, editDevice, editPerson } from './actions.ts'
import { HandEdit } from './schema.ts'

/** What people edit by hand, one by one. */
interface Edited<O extends z.ZodType> {
  readonly path: string
  readonly of: Thing
  readonly needs: Right
  readonly output: O
  edit(ctx: Ctx, edit: { readonly id: string } & z.output<typeof HandEdit>): Promise<z.input<O>>
  archive(ctx: Ctx, id: string, act: 'archived' | 'restored'): Promise<z.input<O>>
}

function editRoutes<O extends z.ZodType>({ path, of, needs, output, edit, archive }: Edited<O>): Route[] {
  const params = z.object({ id: z.string() })
  const common = { needs, params, output, of, faults: ['conflict', 'database.locked'] } as const
  return [
    defineRoute({
      ...common,
      method: 'patch',
      path: `${path}/:id`,
      summary: `Edit a ${of.noun} by hand, or give fields back to the sources; what is left out stays`,
      input: HandEdit,
      act: `${of.noun}.edited`,
      run: edit,
    }),
    defineRoute({
      ...common,
      method: 'post',
      path: `${path}/:id/archive`,
      summary: `Archive a ${of.noun}: everything stays as it is, whatever is loaded`,
      act: `${of.noun}.archived`,
      run: (ctx, { id }) => archive(ctx, id, 'archived'),
    }),
    defineRoute({
      ...common,
      method: 'post',
      path: `${path}/:id/restore`,
      summary: `Restore an archived ${of.noun}, as the sources say by now`,
      act: `${of.noun}.restored`,
      run: (ctx, { id }) => archive(ctx, id, 'restored'),
    }),
  ]
}

export const handEditRoutes: readonly Route[] = [
  ...editRoutes({
    path: '/api/people',
    of: person,
    needs: 'people:write',
    output: PersonDetailAnswer,
    edit: async (ctx, edit) => presentFile(await editPerson(ctx, edit)),
    archive: async (ctx, id, act) => presentFile(await archivePerson(ctx, id, act)),
  }),
  ...editRoutes({
    path: '/api/devices',
    of: device,
    needs: 'devices:write',
    output: DeviceDetailAnswer,
    edit: async (ctx, edit) => presentDevice(await editDevice(ctx, edit)),
    archive: async (ctx, id, act) => presentDevice(await archiveDevice(ctx, id, act)),
  }),
]
