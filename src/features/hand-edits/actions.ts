import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { editByHand } from '../../directory/edit-by-hand.ts'
import type { Field } from '../../directory/field.ts'
import type { HandWord } from '../../directory/hand-source.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { DeviceSight, Sight } from '../../kit/list/sight.ts'
import { AppError } from '../../lib/errors.ts'
import {
  sight as deviceSight,
  findSeen as findSeenDevice,
  getDevice,
  seesOwners,
} from '../devices/actions.ts'
import type { DeviceFile } from '../devices/rules.ts'
import { findSeen, getPerson, sight } from '../people/actions.ts'
import type { PersonFile } from '../people/rules.ts'
import { mappableRoles } from '../roles/store.ts'
import { refusal, typedValues, type Writable, writtenFields } from './rules.ts'
import type { HandEdit } from './schema.ts'

/** Writes values of a person by hand, or gives fields back to the sources. Throws `not.found`, `input.invalid`, `conflict`. */
export async function editPerson(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof HandEdit>,
): Promise<PersonFile> {
  const seen = await sight(ctx)
  const writable = { fields: seen.fields, roles: await givableRoles(ctx, seen) }
  return writePerson(ctx, { id, seen }, wordIn(edit, writable))
}

/** Archives a person, or takes them back as the sources say by now. Throws `not.found` and `conflict`. */
export async function archivePerson(ctx: Ctx, id: string, act: 'archived' | 'restored'): Promise<PersonFile> {
  const whom = { id, seen: await sight(ctx) }
  return writePerson(ctx, whom, { ...nothingWritten, act })
}

type Word = Omit<HandWord, 'object'>

const nothingWritten = { written: [], values: {}, givenBack: [] } as const

/** What an edit writes and gives back. Throws `input.invalid` with what is wrong, at its place. */
function wordIn({ values: wanted, giveBack }: z.output<typeof HandEdit>, writable: Writable): Word {
  const values = typedValues(wanted, writable)
  const written = writtenFields({ values, giveBack }, writable)
  return { written, values, givenBack: giveBack, act: 'updated' }
}

async function writePerson(
  ctx: Ctx,
  { id, seen }: { readonly id: string; readonly seen: Sight },
  word: Word,
): Promise<PersonFile> {
  const person = await findSeen(ctx, id, seen)
  const seesAll = seen.sees === undefined && seen.names
  await writeByHand(ctx, { id: person.id, fields: seen.fields, seesAll }, { object: 'person', ...word })
  return stillSeen(getPerson(ctx, id))
}

/** Writes values of a device by hand, or gives fields back to the sources. Throws as `editPerson` does. */
export async function editDevice(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof HandEdit>,
): Promise<DeviceFile> {
  const seen = await deviceSight(ctx)
  const writable = { fields: seen.fields, roles: [] }
  return writeDevice(ctx, { id, seen }, wordIn(edit, writable))
}

/** Archives a device, or takes it back as the sources say by now. Throws `not.found` and `conflict`. */
export async function archiveDevice(ctx: Ctx, id: string, act: 'archived' | 'restored'): Promise<DeviceFile> {
  const which = { id, seen: await deviceSight(ctx) }
  return writeDevice(ctx, which, { ...nothingWritten, act })
}

async function writeDevice(
  ctx: Ctx,
  { id, seen }: { readonly id: string; readonly seen: DeviceSight },
  word: Word,
): Promise<DeviceFile> {
  const device = await findSeenDevice(ctx, id, seen)
  const seesAll = seesOwners(seen)
  await writeByHand(ctx, { id: device.id, fields: seen.fields, seesAll }, { object: 'device', ...word })
  return stillSeen(getDevice(ctx, id))
}

/** What was written, as whoever wrote it sees it. Throws `not.allowed` where they would not any more: nothing is written then. */
async function stillSeen<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not.found')) throw error
    throw outOfSight('it')
  }
}

/** Refuses an edit after which whoever asked for it would not see any more what it is about. */
export const outOfSight = (what: 'it' | 'some of them'): AppError =>
  new AppError(
    'not.allowed',
    `Your role sees only some people, and this edit would take ${what} out of your sight, so nothing was changed; ask somebody who sees everybody`,
  )

/** What is edited, by its bare id. */
interface Target {
  readonly id: string
  readonly fields: readonly Field[]
  /** Whether whoever has a value already may be named. */
  readonly seesAll: boolean
}

async function writeByHand(ctx: Ctx, { id, fields, seesAll }: Target, word: HandWord): Promise<void> {
  const whole = { ...word, ids: [id], actor: ctx.actor.name }
  const [refused] = await inTransaction(ctx.db.pool, (client) => editByHand(client, whole))
  if (refused) throw refusal(refused, { object: word.object, fields, seesAll })
}

/** A role that may write is given only by whoever may give accounts such a role. */
export async function givableRoles({ db, actor }: Ctx, { fields }: Sight): Promise<Writable['roles']> {
  if (actor.rights.has('accounts:write')) return fields.find(({ key }) => key === 'role')?.options ?? []
  return mappableRoles(db.pool)
}
