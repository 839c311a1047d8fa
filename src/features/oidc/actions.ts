import { beginOpenId, finishOpenId, type OpenIdLine } from '../../connect/openid.ts'
import { inTransaction } from '../../db/transaction.ts'
import { withinTransaction } from '../../db/within-transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { unseal } from '../../kit/seal.ts'
import { AppError } from '../../lib/errors.ts'
import { Secret } from '../../lib/secret.ts'
import { actedOn } from '../accounts/rules.ts'
import type { AccountRow } from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import { enter, proveBy } from '../identities/actions.ts'
import { getProvider } from '../providers/actions.ts'
import { providerBinding, redirectUri } from '../providers/rules.ts'
import type { ProviderRow } from '../providers/store.ts'
import { flightText, type KeptFlight, readFlight } from './rules.ts'

function lineOf(ctx: Ctx, row: ProviderRow): OpenIdLine {
  const { clientSecret = new Secret('') } = unseal(ctx, row.sealed, providerBinding(row))
  return { door: ctx.door, issuer: row.issuer, clientId: row.client_id, clientSecret }
}

interface Journey {
  readonly id: string
  /** Whether whoever is signed in is to prove anew who they are. */
  readonly again: boolean
  readonly to: string
}

/** Sends somebody to a provider. Throws `provider.down`. */
export async function beginSignIn(ctx: Ctx, { id, again, to }: Journey): Promise<string> {
  const provider = await getProvider(ctx, id)
  const uri = redirectUri(ctx.origin(), provider.id)
  const { url, flight } = await beginOpenId(lineOf(ctx, provider), { redirectUri: uri, again })
  const proves = again && ctx.actor.way.kind === 'session'
  ctx.visit.keep('flight', flightText({ ...flight, provider: provider.id, proves, to }), 600)
  return url
}

/**
 * Signs in whoever comes back from a provider, or takes that for a fresh proof, and says where to go on; who is refused
 * is told the reason there, or on the sign-in page.
 */
export async function finishSignIn(
  ctx: Ctx,
  { id, ...said }: { readonly id: string } & Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const flight = readFlight(ctx.visit.kept('flight'))
  ctx.visit.keep('flight', undefined)
  try {
    const provider = await getProvider(ctx, id)
    // Whoever did not set out from here is nobody's business.
    if (flight?.provider !== provider.id) throw new AppError('sign-in.refused')
    await comeBack(ctx, { provider, flight, said })
    return flight.to
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ provider: id, code: error.code, err: error.cause }, 'a sign-in by a provider was refused')
    return `${flight?.proves ? flight.to : '/sign-in'}#problem=${error.code}`
  }
}

interface Back {
  readonly provider: ProviderRow
  readonly flight: KeptFlight
  readonly said: Readonly<Record<string, string | undefined>>
}

async function comeBack(ctx: Ctx, { provider, flight, said }: Back): Promise<void> {
  const given = Object.entries(said).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const came = new URL(`${redirectUri(ctx.origin(), provider.id)}?${new URLSearchParams(given)}`)
  const by = { ...ctx, actor: { ...ctx.actor, name: provider.label } }
  const claims = await finishOpenId(lineOf(ctx, provider), came, flight).catch(async (error) => {
    if (error instanceof AppError && error.code === 'sign-in.refused') await noteRefusal(by, undefined)
    throw error
  })
  const { account, isIn } = await inTransaction(ctx.db.pool, async (client) => {
    const db = withinTransaction(client, ctx.db)
    if (!flight.proves) return enter({ ...by, db }, provider, claims)
    return { account: undefined, isIn: await proveBy({ ...ctx, db }, provider, claims) }
  })
  if (isIn) return
  await noteRefusal(by, account)
  throw new AppError('sign-in.refused')
}

const noteRefusal = (ctx: Ctx, account: AccountRow | undefined): Promise<void> =>
  recordAct(ctx, { act: 'account.sign-in-refused', ...(account && { thing: actedOn(account) }) })
