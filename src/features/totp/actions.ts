import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { seal, unseal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { digestOf, newCode } from '../../vault/bearer.ts'
import { endOthers, getOwnSession } from '../sessions/actions.ts'
import { newTotpKey, stepOf, totpBinding, totpUri } from './rules.ts'
import type { TotpOffer } from './schema.ts'
import { adoptTotp, dropTotp, offerTotp, takeStep } from './store.ts'

const recoveryCodes = 10

/** Offers the own account a key for an authenticator app; it is asked for once a first code was right. */
export async function beginTotp(ctx: Ctx): Promise<z.input<typeof TotpOffer>> {
  const { account } = await getOwnSession(ctx)
  const secret = newTotpKey()
  await offerTotp(ctx.db.pool, account.id, seal(ctx, { key: secret }, totpBinding(account.id)).sealed)
  return { secret, uri: totpUri(account.email ?? account.name, secret) }
}

/** Takes the offered key into use, ends the other sessions, and gives recovery codes. Throws `input.invalid`. */
export async function finishTotp(ctx: Ctx, code: string): Promise<readonly string[]> {
  const { account } = await getOwnSession(ctx)
  if (!account.totp_pending) throw new AppError('conflict', 'Nothing was begun: ask for a key first')
  const { key } = unseal(ctx, account.totp_pending, totpBinding(account.id))
  const step = key && stepOf(key.open(), code, ctx.clock.now())
  if (step === undefined) throw invalid([{ field: 'code', message: 'is not the one the app shows now' }])
  const codes = Array.from({ length: recoveryCodes }, () => newCode(4))
  await adoptTotp(ctx.db.pool, account.id, codes.map(digestOf))
  await takeStep(ctx.db.pool, account.id, step)
  await endOthers(ctx)
  return codes
}

/** Signs in without an app again; the other sessions end. */
export async function endTotp(ctx: Ctx): Promise<void> {
  const { account } = await getOwnSession(ctx)
  await dropTotp(ctx.db.pool, account.id)
  await endOthers(ctx)
}
