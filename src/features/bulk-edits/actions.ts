import type { z } from 'zod'
import type { KeptEdit } from '../../db/sync-tables.ts'
import type { Field } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { Sql } from '../../kit/list/column.ts'
import type { DeviceSight, Sight } from '../../kit/list/sight.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { sight as deviceSight } from '../devices/actions.ts'
import { deviceList } from '../devices/store.ts'
import { givableRoles, outOfSight } from '../hand-edits/actions.ts'
import { sight } from '../people/actions.ts'
import { peopleList } from '../people/store.ts'
import { getSeen, type Rejection, rejectSeen, releaseSeen, type Word } from '../plans/actions.ts'
import { getRun } from '../runs/actions.ts'
import type { RunRow } from '../runs/store.ts'
import { keptEdit } from './rules.ts'
import type { BulkEdit, DeviceBulkEdit } from './schema.ts'
import {
  allOfList,
  devicesOfIds,
  hasUnseenDevices,
  hasUnseenPeople,
  peopleOfIds,
  queueEdit,
  stageChosen,
  takesOutOfSight,
} from './store.ts'

type Asked = z.output<typeof BulkEdit>
type AskedOfDevices = z.output<typeof DeviceBulkEdit>

/** Queues an edit of many people, whose plan is to be looked at. Throws `input.invalid`, also where it is about nobody. */
export async function askEdit(ctx: Ctx, { people, ...asked }: Asked): Promise<RunRow> {
  const seen = await sight(ctx)
  const roles = await givableRoles(ctx, seen)
  const edit = keptEdit(asked, { object: 'person', fields: seen.fields, roles })
  return queueChosen(ctx, edit, { named: 'people', chosen: chosenPeople(ctx, people, seen) })
}

/** Queues an edit of many devices, as `askEdit`. */
export async function askDeviceEdit(ctx: Ctx, { devices, ...asked }: AskedOfDevices): Promise<RunRow> {
  const seen = await deviceSight(ctx)
  const edit = keptEdit(asked, { object: 'device', fields: seen.fields, roles: [] })
  // Whose a device becomes is found out when it is planned, by the worker, who sees everybody.
  const writesOwner = 'owner' in edit.values || edit.giveBack.includes('owner')
  if (seen.sees && writesOwner) throw outOfSight('some of them')
  return queueChosen(ctx, edit, { named: 'devices', chosen: chosenDevices(ctx, devices, seen) })
}

/** Queues an edit of what is chosen. Throws `input.invalid` where that is none. */
export async function queueChosen(
  ctx: Ctx,
  edit: KeptEdit,
  { named, chosen }: { readonly named: string; readonly chosen: Sql },
): Promise<RunRow> {
  const runId = await queueEdit(ctx.db, { edit, actor: ctx.actor.name })
  if ((await stageChosen(ctx.db, runId, chosen)) === 0)
    throw invalid([{ field: named, message: named === 'people' ? 'nobody fits' : 'none fits' }])
  return getRun(ctx, publicId('run', runId))
}

function chosenPeople({ db }: Ctx, people: Asked['people'], { fields, sees }: Sight): Sql {
  if ('ids' in people) return peopleOfIds(bareIds('per', people.ids), sees)
  const { search, archived, but, ...asked } = people
  const list = peopleList(db, { search, archived, fields, sees })
  return allOfList(list, 'email', { ...asked, zone: db.zone }, bareIds('per', but))
}

function chosenDevices({ zone }: Ctx, devices: AskedOfDevices['devices'], seen: DeviceSight): Sql {
  if ('ids' in devices) return devicesOfIds(bareIds('dev', devices.ids), seen)
  const { search, archived, but, ...asked } = devices
  const list = deviceList(seen, { search, archived })
  return allOfList(list, 'name', { ...asked, zone }, bareIds('dev', but))
}

/** Bare ids; one that is said twice is meant once. */
export const bareIds = (prefix: 'per' | 'dev' | 'usr' | 'app', ids: readonly string[]): readonly string[] => [
  ...new Set(ids.map((id) => bareId(prefix, id))),
]

/** A person's word on the plan of an edit of this object. */
interface EditWord extends Word {
  readonly object: RunRow['object']
}

/**
 * Releases the plan of an edit that was looked at, its brakes with it. Throws `run.stale` when it is another by now, and
 * `not.allowed` where it is about somebody, or a field, that whoever says it does not see, or would not see any more.
 */
export async function applyEdit(ctx: Ctx, word: EditWord): Promise<RunRow> {
  const run = await getEdit(ctx, word)
  await checkStillSeen(ctx, run)
  return releaseSeen(ctx, run)
}

/** Refuses whoever would not see everybody any more whom the plan of an edit changes. Throws `not.allowed`. */
export async function checkStillSeen(ctx: Ctx, { id, object }: RunRow): Promise<void> {
  if (object !== 'person') return
  const { sees } = await sight(ctx)
  if (sees && (await takesOutOfSight(ctx.db, id, sees))) throw outOfSight('some of them')
}

/** Throws the plan of an edit away. */
export const rejectEdit = async (ctx: Ctx, word: EditWord & Rejection): Promise<RunRow> =>
  rejectSeen(ctx, await getEdit(ctx, word), word.reason)

async function getEdit(ctx: Ctx, { object, ...word }: EditWord): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  if (!run.edit || run.object !== object) throw new AppError('not.found', `There is no bulk edit ${word.id}`)
  await checkEditor(ctx, run)
  return run
}

/** Refuses whoever does not see everybody, and every field, that the plan of an edit is about. Throws `not.allowed`. */
export async function checkEditor(ctx: Ctx, run: RunRow): Promise<void> {
  const { fields, hasUnseen } = await seenOf(ctx, run)
  const keys = new Set(fields.map(({ key }) => key))
  const named = [...Object.keys(run.edit?.values ?? {}), ...(run.edit?.giveBack ?? [])]
  if (!named.every((key) => keys.has(key)) || hasUnseen)
    throw new AppError('not.allowed', 'This plan is about people, devices or fields that you do not see')
}

/** What somebody sees of the objects of a run. */
async function seenOf(
  ctx: Ctx,
  { id, edit, object }: RunRow,
): Promise<{ readonly fields: readonly Field[]; readonly hasUnseen: boolean }> {
  // Only a role that sees everybody can have the right to write terms.
  if (object === 'saas_application') return { fields: [], hasUnseen: false }
  if (object === 'person') {
    const { fields, sees, names } = await sight(ctx)
    if (edit?.link)
      return { fields, hasUnseen: sees !== undefined || !names || !ctx.actor.rights.has('saas-users:read') }
    return { fields, hasUnseen: sees !== undefined && (await hasUnseenPeople(ctx.db, id, sees)) }
  }
  const seen = await deviceSight(ctx)
  return {
    fields: seen.fields,
    hasUnseen: seen.sees !== undefined && (await hasUnseenDevices(ctx.db, id, seen)),
  }
}
