import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { seal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { recordAct } from '../activity/actions.ts'
import { lacks } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import { providerBinding } from './rules.ts'
import type { NewProvider, ProviderEdit } from './schema.ts'
import {
  administratorComes,
  deleteProvider,
  findProvider,
  lockPasswords,
  newProviderId,
  type ProviderRow,
  saveProvider,
  setTakesPasswords,
} from './store.ts'

/** The provider of a public id. Throws `not.found`. */
export async function getProvider(ctx: Ctx, id: string): Promise<ProviderRow> {
  const provider = await findProvider(ctx.db.pool, bareId('idp', id))
  if (!provider) throw new AppError('not.found', `There is no identity provider ${id}`)
  return provider
}

/** Sets up a provider. Throws `input.invalid`, and `not.allowed` for a role with more rights than one has. */
export async function addProvider(ctx: Ctx, wanted: z.output<typeof NewProvider>): Promise<ProviderRow> {
  const id = await newProviderId(ctx.db.pool)
  const issuer = issuerOf(ctx, wanted.issuer)
  const bound = { id, issuer }
  return keep(ctx, {
    ...bound,
    ...seal(ctx, { clientSecret: wanted.clientSecret }, providerBinding(bound)),
    label: wanted.label,
    client_id: wanted.clientId,
    default_role: wanted.defaultRole,
    group_claim: wanted.groupClaim,
    group_roles: wanted.groupRoles,
  })
}

/** Changes a provider; what is left out stays, and so does its address. Throws as adding one does. */
export async function editProvider(
  ctx: Ctx,
  { id, clientSecret, ...edit }: { readonly id: string } & z.output<typeof ProviderEdit>,
): Promise<ProviderRow> {
  const before = await getProvider(ctx, id)
  return keep(ctx, {
    ...before,
    ...(clientSecret === undefined ? {} : seal(ctx, { clientSecret }, providerBinding(before))),
    label: edit.label ?? before.label,
    client_id: edit.clientId ?? before.client_id,
    default_role: edit.defaultRole === undefined ? before.default_role : edit.defaultRole,
    group_claim: edit.groupClaim ?? before.group_claim,
    group_roles: edit.groupRoles ?? before.group_roles,
  })
}

async function keep(ctx: Ctx, row: ProviderRow): Promise<ProviderRow> {
  const given = [
    ...(row.default_role === null ? [] : [row.default_role]),
    ...row.group_roles.map(({ role }) => role),
  ]
  for (const key of new Set(given)) await checkRole(ctx, key)
  await saveProvider(ctx.db.pool, row).catch((error) => {
    if (!isTaken(error, 'provider_label')) throw error
    throw invalid([{ field: 'label', message: 'another identity provider has this label' }])
  })
  return row
}

async function checkRole({ db, actor }: Ctx, key: string): Promise<void> {
  const role = await findRole(db.pool, key)
  if (!role) throw invalid([{ field: 'groupRoles', message: `there is no role "${key}"` }])
  const why = lacks(actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, so you cannot give it`)
}

function issuerOf({ door }: Ctx, written: string): string {
  try {
    return door.admit(written).href.replace(/\/$/, '')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid([{ field: 'issuer', message: error.message }])
  }
}

/** Forgets a provider. Throws `conflict` when passwords are off and it is the last one that lets an administrator in. */
export async function forgetProvider(ctx: Ctx, id: string): Promise<void> {
  const { pool } = ctx.db
  const provider = await getProvider(ctx, id)
  const isNeeded = !(await lockPasswords(pool)) && (await administratorComes(pool))
  await deleteProvider(pool, provider.id)
  if (isNeeded && !(await administratorComes(pool)))
    throw new AppError(
      'conflict',
      'Passwords are off, and no administrator came from another identity provider yet: turn passwords on first, or have one sign in there',
    )
}

/** Decides whether passwords are taken. Throws `conflict` when no administrator would get in without. */
export async function decidePasswords(ctx: Ctx, password: boolean): Promise<void> {
  const before = await lockPasswords(ctx.db.pool)
  if (before === password) return
  if (!password && !(await administratorComes(ctx.db.pool)))
    throw new AppError(
      'conflict',
      'No administrator came from an identity provider yet: sign in at one as an administrator, then turn passwords off',
    )
  await setTakesPasswords(ctx.db.pool, password)
  await recordAct(ctx, { act: 'sign-in.edited', changes: { password: [before, password] } })
}

/** A provider as a way to sign in. */
export const wayOf = ({ id, label }: ProviderRow) => ({ id: publicId('idp', id), label })
