import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { isObject } from '../../lib/value.ts'
import { decidesAccounts, lacks } from '../roles/rules.ts'
import { findRole, listRoles } from '../roles/store.ts'
import { presentList } from '../scim/rules.ts'
import { patchedGroup } from '../scim-users/rules.ts'
import type { ScimPatch, ScimQuery } from '../scim-users/schema.ts'
import { endSessions } from '../sessions/store.ts'
import type { ScimGroup } from './schema.ts'
import {
  deleteGroup,
  findGroup,
  findGroups,
  followGroups,
  type GroupRow,
  insertGroup,
  renameGroup,
  setGroupRole,
  setMembers,
} from './store.ts'

const schema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** A group as SCIM shows it. */
export function presentGroup(group: GroupRow, origin: string) {
  const id = publicId('grp', group.id)
  return {
    schemas: [schema],
    id,
    ...(group.external_id === null ? {} : { externalId: group.external_id }),
    displayName: group.name,
    members: group.members.map((member) => ({ value: publicId('acc', member) })),
    meta: { resourceType: 'Group', location: `${origin}/api/scim/v2/Groups/${id}` },
  }
}

/** A piece of the groups that fit a filter. */
export async function readGroups(ctx: Ctx, wanted: z.output<typeof ScimQuery>) {
  const listed = await findGroups(ctx.db, wanted)
  return presentList(
    listed,
    wanted,
    listed.rows.map((group) => presentGroup(group, ctx.origin())),
  )
}

/** The group of a public id. Throws `not.found`. */
export async function getGroup(ctx: Ctx, id: string): Promise<GroupRow> {
  const group = await findGroup(ctx.db.pool, bareId('grp', id))
  if (!group) throw new AppError('not.found', `There is no group ${id}`)
  return group
}

type Group = Readonly<Partial<z.output<typeof ScimGroup>>>

/** Makes a group; it gives no role before somebody here says which. */
export async function makeGroup(ctx: Ctx, group: z.output<typeof ScimGroup>): Promise<GroupRow> {
  const id = await insertGroup(ctx.db.pool, group.displayName, group.externalId ?? null).catch(taken)
  return putGroup(ctx, publicId('grp', id), group)
}

/** Puts name and members in place of what there was; roles follow. */
export async function putGroup(
  ctx: Ctx,
  id: string,
  { displayName, members = [] }: Group,
): Promise<GroupRow> {
  const before = await getGroup(ctx, id)
  if (displayName !== undefined) await renameGroup(ctx.db.pool, before.id, displayName).catch(taken)
  const ids = members.map(({ value }) => bareId('acc', value))
  await setMembers(ctx.db.pool, before.id, ids)
  await follow(ctx, [...before.members, ...ids])
  return getGroup(ctx, id)
}

/** Changes a group by operations. Throws `input.invalid`. */
export async function patchGroup(
  ctx: Ctx,
  id: string,
  { Operations }: z.output<typeof ScimPatch>,
): Promise<GroupRow> {
  const { meta: _, id: __, ...before } = presentGroup(await getGroup(ctx, id), ctx.origin())
  const { displayName, members } = await patchedGroup(before, Operations)
  const kept = (Array.isArray(members) ? members : [])
    .filter(isObject)
    .map(({ value }) => ({ value: String(value) }))
  return putGroup(ctx, id, { displayName: String(displayName), members: kept })
}

export async function removeGroup(ctx: Ctx, id: string): Promise<void> {
  const group = await getGroup(ctx, id)
  await deleteGroup(ctx.db.pool, group.id)
  await follow(ctx, group.members)
}

/** Says which role the members of a group get. Throws `not.allowed` for one with more rights than one has. */
export async function giveRole(ctx: Ctx, id: string, key: string | null): Promise<GroupRow> {
  const group = await getGroup(ctx, id)
  const role = key === null ? undefined : await findRole(ctx.db.pool, key)
  if (key !== null && !role) throw invalid([{ field: 'role', message: `there is no role "${key}"` }])
  if (role && decidesAccounts(role))
    throw invalid([{ field: 'role', message: 'may change accounts, which no group can give' }])
  const why = role && lacks(ctx.actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, so you cannot give it`)
  await setGroupRole(ctx.db.pool, group.id, key)
  await follow(ctx, group.members)
  return getGroup(ctx, id)
}

async function follow({ db: { pool } }: Ctx, accounts: readonly string[]): Promise<void> {
  const spared = (await listRoles(pool)).filter(decidesAccounts).map(({ key }) => key)
  for (const id of await followGroups(pool, accounts, spared)) await endSessions(pool, id)
}

function taken(error: unknown): never {
  if (!isTaken(error, 'scim_group_name')) throw error
  throw new AppError('conflict', 'Another group has this name')
}
