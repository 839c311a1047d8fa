import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { DeviceSight } from '../../kit/list/sight.ts'
import { hidesNames } from '../../kit/record/person-names.ts'
import { byHandOf, sourcesOf } from '../../kit/record/sources.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { countInstalled } from '../installations/store.ts'
import { sight as peopleSight } from '../people/actions.ts'
import type { DeviceFile } from './rules.ts'
import { type DeviceRow, findDevice } from './store.ts'

const prefix = 'device.'

/** The keys of the fields of devices that are hidden from the asker. */
export const hiddenKeys = ({ actor }: Pick<Ctx, 'actor'>): readonly string[] =>
  actor.hiddenFields.flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []))

/** What the asker may know of devices. Whoever sees only some people sees the devices of these. */
export async function sight(ctx: Ctx): Promise<DeviceSight> {
  const hidden = hiddenKeys(ctx)
  const [all, people] = await Promise.all([readFields(ctx.db.pool, 'device'), peopleSight(ctx)])
  const fields = all.filter(({ key, retired }) => !retired && !hidden.includes(key))
  return { fields, peopleFields: people.fields, sees: people.sees }
}

/**
 * The fields of which the asker may also know what they were, and what is said otherwise. An owner names somebody: whoever
 * sees only some people, or not by which fields they are named, may not read who else had a device.
 */
export const pastFields = (seen: DeviceSight): DeviceSight['fields'] =>
  seesOwners(seen) ? seen.fields : seen.fields.filter(({ key }) => key !== ownerKey)

/** Whether the asker may read whoever is said to own devices. */
export const seesOwners = (seen: DeviceSight): boolean =>
  seen.sees === undefined && !hidesNames(seen.peopleFields)

/** The field that names a person. */
const ownerKey = 'owner'

/** A device, if the asker sees it. Throws `not.found`. */
export async function findSeen({ db }: Pick<Ctx, 'db'>, id: string, seen: DeviceSight): Promise<DeviceRow> {
  const row = await findDevice(db, bareId('dev', id), seen)
  if (row) return row
  throw new AppError('not.found', `There is no device ${id}`)
}

/** One device with what each integration says of it. Throws `not.found`. */
export async function getDevice(ctx: Ctx, id: string): Promise<DeviceFile> {
  const seen = await sight(ctx)
  const row = await findSeen(ctx, id, seen)
  const [sources, byHand, software] = await Promise.all([
    sourcesOf(ctx.db, row.id),
    byHandOf(ctx.db, row.id),
    countInstalled(ctx.db, row.id),
  ])
  return { row, fields: seen.fields, pastFields: pastFields(seen), sources, byHand, software }
}
