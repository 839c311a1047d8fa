import type { z } from 'zod'
import type { Line } from '../../connect/call.ts'
import { checkCredential, type Verdict } from '../../connect/check.ts'
import type { Connector } from '../../connect/manifest.ts'
import { allowedOrigins, type OpenSettings, openSettings } from '../../connect/settings.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { seal, unseal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import {
  bindingOf,
  complete,
  editProblems,
  inUse,
  newProblems,
  secretKeys,
  takeApart,
  type Values,
} from './rules.ts'
import type { CredentialEdit, NewCredential } from './schema.ts'
import {
  type CredentialRow,
  deleteCredentialRow,
  findCredential,
  insertCredential,
  lockCredential,
  lookAtNextRuns,
  markUsed,
  newId,
  updateCredential,
  usersOf,
} from './store.ts'

/** The credential of a public id. Throws `not.found`. */
export async function getCredential(ctx: Ctx, id: string): Promise<CredentialRow> {
  return found(await findCredential(ctx.db.kysely, bareId('cre', id)), id)
}

/** Keeps the settings of an account at a vendor. Their secrets leave this function only sealed. */
export async function keepCredential(
  ctx: Ctx,
  input: z.output<typeof NewCredential>,
): Promise<CredentialRow> {
  const connector = connectorOf(ctx, input.connector)
  const problems = newProblems(connector, input.settings, ctx.allow)
  if (problems.length > 0) throw invalid(problems)
  const { open, secrets } = takeApart(connector, complete(connector, input.settings))
  const id = await newId(ctx.db.kysely)
  const origins = allowedOrigins(connector, open)
  const bound = { id, connector: connector.id, origins }
  const expires_on = input.expiresOn ?? null
  const row = { ...bound, name: input.name, expires_on, settings: JSON.stringify(open) }
  const sealed = seal(ctx, secrets, bindingOf(bound))
  return insertCredential(ctx.db.kysely, { ...row, ...sealed }).catch(nameTaken)
}

/** Changes a credential; what is not said stays. Throws `input.invalid`, also when a new address comes without the secrets. */
export async function editCredential(
  ctx: Ctx,
  { id, name, expiresOn, settings }: { readonly id: string } & z.output<typeof CredentialEdit>,
): Promise<CredentialRow> {
  return ctx.db.kysely
    .transaction()
    .execute(async (tx) => {
      const row = found(await lockCredential(tx, bareId('cre', id)), id)
      const opens = settings === undefined ? {} : newSettings(ctx, row, settings)
      if (opensOtherwise(row, opens)) await lookAtNextRuns(tx, row.id, changedCredential)
      const besides = {
        ...(name === undefined ? {} : { name }),
        ...(expiresOn === undefined ? {} : { expires_on: expiresOn }),
      }
      return updateCredential(tx, row.id, { ...besides, ...opens })
    })
    .catch(nameTaken)
}

const changedCredential =
  'The credential of this integration was changed, and this is what it finds with it. Look at this plan, then apply it.'

/** Whether it may open another account than before: a secret was entered, or an address. */
const opensOtherwise = (row: CredentialRow, opens: ReturnType<typeof newSettings> | object): boolean =>
  'sealed' in opens || ('settings' in opens && opens.settings !== JSON.stringify(row.settings))

function newSettings(ctx: Ctx, row: CredentialRow, entered: Values) {
  const connector = connectorOf(ctx, row.connector)
  const problems = editProblems({ connector, kept: row, entered }, ctx.allow)
  if (problems.length > 0) throw invalid(problems)
  const { open, secrets } = takeApart(connector, entered)
  const settings = { ...row.settings, ...open }
  const shown = { settings: JSON.stringify(settings) }
  if (Object.keys(secrets).length === 0) return shown
  const origins = allowedOrigins(connector, settings)
  const all = { ...othersOf(ctx, row, secrets), ...secrets }
  return { ...shown, origins, ...seal(ctx, all, bindingOf({ ...row, origins })) }
}

/** The secrets that were not entered again. Only opened when there are such, so that a damaged one can be replaced. */
function othersOf(ctx: Ctx, row: CredentialRow, entered: Values): Values {
  const missing = secretKeys(connectorOf(ctx, row.connector)).filter((key) => !Object.hasOwn(entered, key))
  if (missing.length === 0) return {}
  const kept = Object.entries(unseal(ctx, row.sealed, bindingOf(row))).filter(([key]) =>
    missing.includes(key),
  )
  return Object.fromEntries(kept.map(([key, secret]) => [key, secret.open()]))
}

/** Forgets a credential. Throws `conflict` with the integrations that use it. */
export async function forgetCredential(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.kysely.transaction().execute(async (tx) => {
    const row = found(await lockCredential(tx, bareId('cre', id)), id)
    const users = await usersOf(tx, row.id)
    if (users.length > 0) throw inUse(row.name, users)
    await deleteCredentialRow(tx, row.id)
  })
}

/** Asks the vendor whether a credential works. */
export async function testCredential(ctx: Ctx, id: string): Promise<Verdict> {
  return checkCredential(await openLine(ctx, bareId('cre', id)))
}

/** A credential that is ready to be used. */
export interface OpenCredential {
  readonly name: string
  readonly connector: Connector
  readonly settings: OpenSettings
}

/** Opens a credential by its bare id, to use it now. Throws `not.found` or `vault.sealed`. */
export async function openCredential(ctx: Ctx, id: string): Promise<OpenCredential> {
  const row = found(await findCredential(ctx.db.kysely, id), publicId('cre', id))
  const connector = connectorOf(ctx, row.connector)
  const secrets = unseal(ctx, row.sealed, bindingOf(row))
  await markUsed(ctx.db.kysely, row.id)
  const values = { ...openSettings(connector, row.settings).values, ...secrets }
  // The origins of the row are those in the seal: what else the settings may say, the door goes only there.
  return { name: row.name, connector, settings: { values, origins: row.origins } }
}

/** A line to the vendor with the credential of a bare id. Throws `not.found` or `vault.sealed`. */
export async function openLine(ctx: Ctx, id: string): Promise<Line> {
  const { connector, settings } = await openCredential(ctx, id)
  const throttle = ctx.throttles(id, connector.http.requestsPerMinute)
  return { connector, settings, door: ctx.door, throttle, clock: ctx.clock }
}

function connectorOf(ctx: Ctx, id: string): Connector {
  const connector = ctx.connectors.get(id)
  if (connector) return connector
  throw invalid([{ field: 'connector', message: `must be one of ${[...ctx.connectors.keys()].join(', ')}` }])
}

function found(row: CredentialRow | undefined, id: string): CredentialRow {
  if (row) return row
  throw new AppError('not.found', `There is no credential ${id}`)
}

function nameTaken(error: unknown): never {
  if (!isTaken(error, 'credential_name')) throw error
  throw invalid([{ field: 'name', message: 'another credential has this name; choose another' }])
}
