import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { List } from '../../kit/list/read-list.ts'
import { type Actor, isRight } from '../../kit/rights.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { digestOf, newBearer } from '../../vault/bearer.ts'
import { actorOf } from '../accounts/rules.ts'
import { type AccountRow, findAccount } from '../accounts/store.ts'
import { rightsOf } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import type { NewToken } from './schema.ts'
import { deleteToken, findToken, insertToken, recogniseToken, type TokenRow, tokenList } from './store.ts'

/** How every token begins, so that one that was published is recognised. */
const beginning = 'mst_'

/** Who comes with a token: its account, with those of the token's rights that the account still has. */
export async function whoHasToken(
  { db: { pool } }: Pick<Ctx, 'db'>,
  secret: string,
  address: string,
): Promise<Actor | undefined> {
  const token = secret.startsWith(beginning)
    ? await recogniseToken(pool, digestOf(secret), address)
    : undefined
  const account = token && (await findAccount(pool, token.account_id))
  const role = account && (await findRole(pool, account.role))
  if (!role) return undefined
  const actor = actorOf(account, role, { kind: 'token', id: token.id })
  return {
    ...actor,
    rights: new Set(token.rights.filter(isRight).filter((right) => actor.rights.has(right))),
  }
}

/** Tokens of the own account; of every account for whoever may see accounts. */
export const tokensSeen = ({ db, actor }: Ctx): List<TokenRow> =>
  tokenList(db, actor.rights.has('accounts:read') ? undefined : (actor.accountId ?? null))

/** Makes a token; its secret is known this once. Throws `input.invalid`, `not.allowed`, `not.found`. */
export async function makeToken(
  ctx: Ctx,
  { name, rights, expiresAt, accountId }: z.output<typeof NewToken>,
): Promise<{ readonly token: TokenRow; readonly secret: string }> {
  const { pool } = ctx.db
  const account = await accountFor(ctx, accountId)
  const role = await findRole(pool, account.role)
  const has = new Set(role ? rightsOf(role) : [])
  const lacking = rights.find((right) => !ctx.actor.rights.has(right) || !has.has(right))
  if (lacking)
    throw invalid([{ field: 'rights', message: `"${account.name}" or you do not have ${lacking}` }])
  const secret = `${beginning}${newBearer()}`
  const prefix = secret.slice(0, beginning.length + 6)
  const row = {
    accountId: account.id,
    name,
    prefix,
    hash: digestOf(secret),
    rights: [...new Set(rights)],
    expiresAt,
  }
  const id = await insertToken(pool, row)
  const token = id === undefined ? undefined : await findToken(pool, id)
  if (!token) throw invalid([{ field: 'expiresAt', message: 'must be between now and a year from now' }])
  return { token, secret }
}

/** Whose token it is to be: a service's, for whoever may change accounts, or one's own. */
async function accountFor({ db, actor }: Ctx, id: string | undefined): Promise<AccountRow> {
  const own = actor.accountId
  const bare = id === undefined ? own : bareId('acc', id)
  if (bare === undefined)
    throw invalid([{ field: 'accountId', message: 'is needed: you come without an account of your own' }])
  const account = await findAccount(db.pool, bare)
  if (bare !== own) wantRight(actor, 'accounts:write', 'A token for another account')
  if (!account) throw new AppError('not.found', `There is no account ${id}`)
  if (bare !== own && account.kind !== 'service')
    throw invalid([{ field: 'accountId', message: 'must be a service: people make their own tokens' }])
  return account
}

/** A token of one's own, or any for whoever may change accounts. Throws `not.found`. */
export async function getToken({ db, actor }: Ctx, id: string): Promise<TokenRow> {
  const token = await findToken(db.pool, bareId('tok', id))
  const isOwn = token?.account_id === actor.accountId
  if (token && (isOwn || actor.rights.has('accounts:write'))) return token
  throw new AppError('not.found', `There is no token ${id}`)
}

/** Ends a token, as far as one may see it. */
export async function endToken(ctx: Ctx, id: string): Promise<void> {
  await deleteToken(ctx.db.pool, (await getToken(ctx, id)).id)
}

export const presentToken = (row: TokenRow) => ({
  id: publicId('tok', row.id),
  accountId: publicId('acc', row.account_id),
  accountName: row.account_name,
  name: row.name,
  prefix: row.prefix,
  rights: row.rights.filter(isRight),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.used_at?.toISOString() ?? null,
  lastUsedFrom: row.used_from,
  createdAt: row.created_at.toISOString(),
})
