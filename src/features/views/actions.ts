import type { z } from 'zod'
import { readFields } from '../../directory/catalogue.ts'
import { fieldId } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import type { Columns } from '../../kit/list/column.ts'
import { readList } from '../../kit/list/read-list.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { sight as deviceSight } from '../devices/actions.ts'
import { deviceColumns } from '../devices/store.ts'
import { personColumns } from '../people/store.ts'
import { type RoleRow, rightsOf } from '../roles/rules.ts'
import { findRole, listRoles } from '../roles/store.ts'
import { applicationColumns } from '../saas-applications/store.ts'
import { saasUserColumns } from '../saas-users/store.ts'
import { softwareColumns } from '../software/store.ts'
import { mayEdit, seenFor, unseenBy } from './rules.ts'
import type { HiddenAnswer, HiddenQuery, NewView, Share, ViewEdit } from './schema.ts'
import {
  clearDefault,
  deleteView,
  findView,
  insertView,
  noteUse,
  updateView,
  type ViewRow,
  viewList,
} from './store.ts'

/** A view that somebody may change. Throws `not.found`, also for one that is somebody else's own. */
export async function getView(ctx: Ctx, id: string): Promise<ViewRow> {
  const row = await findView(ctx.db, bareId('viw', id))
  if (!row || (row.reach === 'private' && !mayEdit(row, ctx.actor)))
    throw new AppError('not.found', `There is no view ${id}`)
  return row
}

/** A view of those that somebody has, noted as used. Throws `not.found`. */
export async function useView({ db, actor }: Ctx, id: string): Promise<ViewRow> {
  const filter = `id eq ${JSON.stringify(publicId('viw', bareId('viw', id)))}`
  const [row] = (
    await readList(db, viewList(actor, { list: undefined, unseen: unseenBy(actor) }), { filter, limit: 1 })
  ).items
  if (!row) throw new AppError('not.found', `There is no view ${id}`)
  await noteUse(db, row.id)
  return row
}

/** Keeps a list as it is shaped, under a name, for oneself. Throws `input.invalid`. */
export async function createView(ctx: Ctx, input: z.output<typeof NewView>): Promise<ViewRow> {
  const { isDefault, ...view } = input
  const names = seenFor(view, await columnsOf(ctx, view.list))
  const kept = { ...view, ...ownOf(ctx), is_default: isDefault, names }
  if (isDefault) await clearDefault(ctx.db, kept)
  return insertView(ctx.db, kept).catch(nameTaken)
}

/** Edits a view; what is left out stays. Throws `input.invalid` and, of a shared one, `not.allowed`. */
export async function editView(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof ViewEdit>,
): Promise<ViewRow> {
  const row = await getView(ctx, id)
  admit(ctx, row)
  const { name = row.name, isDefault = row.is_default, words = row.words } = edit
  // What was kept is judged no more: a field that it names may be retired by now.
  const names =
    edit.words === undefined ? row.names : seenFor({ ...row, words }, await columnsOf(ctx, row.list))
  const kept = { ...row, name, is_default: isDefault, words, names }
  if (isDefault) await clearDefault(ctx.db, kept)
  return updateView(ctx.db, row.id, kept).catch(nameTaken)
}

/**
 * Gives a view to those of a role or to everybody, or takes it back for oneself: it is their default only where that is
 * said. Throws `input.invalid`.
 */
export async function shareView(
  ctx: Ctx,
  { id, reach, role, name, isDefault }: { readonly id: string } & z.output<typeof Share>,
): Promise<ViewRow> {
  const row = await getView(ctx, id)
  if ((role !== null) !== (reach === 'role'))
    throw invalid([{ field: 'role', message: 'is named where the reach is "role", and only there' }])
  if (role !== null) await checkReach(ctx, row, role)
  const owner = reach === 'private' ? ownOf(ctx) : { account_id: row.account_id, reach, role }
  const kept = { ...row, ...owner, name: name ?? row.name, is_default: isDefault }
  if (isDefault) await clearDefault(ctx.db, kept)
  return updateView(ctx.db, row.id, kept).catch(nameTaken)
}

/** Refuses a role that does not see what a view names: nobody would have it. */
async function checkReach({ db }: Ctx, { names }: ViewRow, key: string): Promise<void> {
  const role = await findRole(db.pool, key)
  if (!role) throw invalid([{ field: 'role', message: `There is no role "${key}"` }])
  const [hidden] = await hiddenOf(db, names, [role])
  if (!hidden) return
  const message = `Nobody of the role "${role.label}" would have it, for it names what they do not see: ${hidden.missing.join(', ')}. Take that out of the view, or let the role see it`
  throw invalid([{ field: 'role', message }])
}

/** A role from which a view would be hidden, and what of it that does not see. */
type HiddenFrom = z.input<typeof HiddenAnswer>['items'][number]

/** The roles from which a view of such words would be hidden, whoever it is given to. Throws `input.invalid`. */
export async function hiddenFrom(
  ctx: Ctx,
  { list, ...words }: z.output<typeof HiddenQuery>,
): Promise<readonly HiddenFrom[]> {
  const names = seenFor({ list, words }, await columnsOf(ctx, list))
  return hiddenOf(ctx.db, names, await listRoles(ctx.db.pool))
}

/** The same of a view that is kept, whatever became of the fields that it names. Throws `not.found`. */
export async function viewHiddenFrom(ctx: Ctx, id: string): Promise<readonly HiddenFrom[]> {
  return hiddenOf(ctx.db, (await getView(ctx, id)).names, await listRoles(ctx.db.pool))
}

async function hiddenOf(
  { pool }: Ctx['db'],
  names: readonly string[],
  roles: readonly RoleRow[],
): Promise<readonly HiddenFrom[]> {
  const fields = [...(await readFields(pool)), ...(await readFields(pool, 'device'))]
  const labelOf = (name: string) => fields.find((field) => fieldId(field) === name)?.label ?? name
  return roles.flatMap((role) => {
    const unseen = unseenBy({ rights: rightsOf(role), hiddenFields: role.hidden_fields })
    const missing = names.filter((name) => unseen.includes(name)).map(labelOf)
    return missing.length === 0 ? [] : [{ role: role.key, label: role.label, missing }]
  })
}

const ownOf = ({ actor }: Ctx) => ({
  account_id: actor.accountId ?? null,
  reach: 'private' as const,
  role: null,
})

/** Deletes a view. Throws `not.found`, and `not.allowed` of a shared one for want of the right. */
export async function removeView(ctx: Ctx, id: string): Promise<void> {
  const row = await getView(ctx, id)
  admit(ctx, row)
  await deleteView(ctx.db, row.id)
}

function admit({ actor }: Ctx, view: Pick<ViewRow, 'reach' | 'account_id'>): void {
  if (!mayEdit(view, actor))
    throw new AppError('not.allowed', 'Shared views need the right views:write', { needs: 'views:write' })
}

/** What a list can be asked by whoever asks. */
async function columnsOf(ctx: Ctx, list: ViewRow['list']): Promise<Columns> {
  if (list === 'saas-applications') return applicationColumns
  if (list === 'saas-users') return saasUserColumns
  if (list === 'software') return softwareColumns
  if (list === 'devices') return deviceColumns(await deviceSight(ctx))
  const { db, actor } = ctx
  const fields = await readFields(db.pool)
  return personColumns(fields.filter(({ key, retired }) => !retired && !actor.hiddenFields.includes(key)))
}

function nameTaken(error: unknown): never {
  if (isTaken(error, 'view_name'))
    throw invalid([{ field: 'name', message: 'is the name of another view of this list; choose another' }])
  throw error
}
