import type { z } from 'zod'
import { fieldKey, readEveryField } from '../../directory/catalogue.ts'
import type { Field } from '../../directory/field.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { mayWrite } from '../../kit/rights.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { lacks, type RoleRow, rightsOf, scopeProblems } from './rules.ts'
import type { NewRole, RoleEdit } from './schema.ts'
import { countHolders, deleteRole, findRole, insertRole, updateRole } from './store.ts'

/** Makes a role; its key is made from its label where none is given. Throws `input.invalid`, and `not.allowed` for more than one has. */
export async function makeRole(
  ctx: Ctx,
  {
    label,
    rights,
    filter,
    hiddenFields,
    key = fieldKey(label),
  }: z.output<typeof NewRole> & { readonly key?: string },
): Promise<RoleRow> {
  if (!/^[a-z]/.test(key)) throw invalid([{ field: 'label', message: 'must begin with a Latin letter' }])
  const role = { key, label, rights, filter, hidden_fields: hiddenFields }
  await checkRole(ctx, role)
  return insertRole(ctx.db.pool, { ...role, writes: mayWrite(rights) }).catch(labelTaken)
}

/** Changes a role; of one that comes with Muster the label. Whoever has it keeps it. Throws as making one does. */
export async function editRole(
  ctx: Ctx,
  { key, label, rights, filter, hiddenFields }: { readonly key: string } & z.output<typeof RoleEdit>,
): Promise<RoleRow> {
  const before = await getRole(ctx, key)
  if (before.rights === null && (rights ?? filter ?? hiddenFields) !== undefined)
    throw invalid([
      { field: 'rights', message: 'of a role that comes with Muster stay; make a role of your own' },
    ])
  const role = {
    ...before,
    label: label ?? before.label,
    rights: rights ?? before.rights,
    filter: filter === undefined ? before.filter : filter,
    hidden_fields: hiddenFields ?? before.hidden_fields,
  }
  checkGrant(ctx, before)
  if (before.rights !== null) await checkRole(ctx, role)
  return updateRole(ctx.db.pool, { ...role, writes: mayWrite(rightsOf(role)) }).catch(labelTaken)
}

/** Forgets a role that nobody has. Throws `conflict`. */
export async function dropRole(ctx: Ctx, key: string): Promise<void> {
  const role = await getRole(ctx, key)
  if (role.rights === null) throw new AppError('conflict', `"${role.label}" comes with Muster and stays`)
  checkGrant(ctx, role)
  const { accounts, people } = await countHolders(ctx.db.pool, key)
  if (accounts + people > 0)
    throw new AppError(
      'conflict',
      `"${role.label}" is the role of ${accounts} accounts and ${people} people: give them another first`,
    )
  await deleteRole(ctx.db.pool, key)
}

async function checkRole(ctx: Ctx, role: RoleRow): Promise<void> {
  const fields: readonly Field[] = await readEveryField(ctx.db.pool)
  const problems = scopeProblems(role, fields)
  if (problems.length > 0) throw invalid(problems)
  checkGrant(ctx, role)
}

/** Nobody gives what he lacks. */
function checkGrant({ actor }: Ctx, role: RoleRow): void {
  const why = lacks(actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, so you cannot give it`)
}

export async function getRole(ctx: Ctx, key: string): Promise<RoleRow> {
  const role = await findRole(ctx.db.pool, key)
  if (!role) throw new AppError('not.found', `There is no role "${key.slice(0, 60)}"`)
  return role
}

function labelTaken(error: unknown): never {
  if (!isTaken(error, 'role_label_key') && !isTaken(error, 'role_pkey')) throw error
  throw invalid([{ field: 'label', message: 'another role has this label; choose another' }])
}
