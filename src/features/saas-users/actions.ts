import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { linkAccount } from '../../directory/link-account.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { List } from '../../kit/list/read-list.ts'
import { saidOfAccount } from '../../kit/record/account-said.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { findSeen, sight } from '../people/actions.ts'
import type { SaasUserFile } from './rules.ts'
import type { SaasUserEdit } from './schema.ts'
import { findSaasUser, type SaasUserRow, saasUserChanges } from './store.ts'

/** An account, if the asker sees it. Throws `not.found`. */
export async function getSaasUser(ctx: Ctx, id: string): Promise<SaasUserRow> {
  const row = await findSaasUser(ctx.db, bareId('usr', id), await sight(ctx))
  if (row) return row
  throw new AppError('not.found', `There is no SaaS user ${id}`)
}

/** One SaaS user with what each integration says of it. Throws `not.found`. */
export async function getFile(ctx: Ctx, id: string): Promise<SaasUserFile> {
  const { fields, sees } = await sight(ctx)
  const row = await getSaasUser(ctx, id)
  const said = await saidOfAccount(ctx.db, row)
  // An integration may have taken it for somebody else's, whom the asker does not see.
  const sources = sees ? said.filter(({ object_id }) => object_id === row.person_id) : said
  // What an integration wrote is of people.
  return { row, fields: ctx.actor.rights.has('people:read') ? fields : [], sources }
}

/** The history of one SaaS user, the newest first. Throws `not.found`. */
export async function changesOf(ctx: Ctx, id: string): Promise<List<ChangeRow>> {
  const { sees, names } = await sight(ctx)
  const row = await getSaasUser(ctx, id)
  return saasUserChanges(row.id, [...(names ? [] : ['label']), ...(sees ? ['person'] : [])])
}

/** Says by hand whose an account is, or gives that back to the sources. Throws `not.found` and `input.invalid`. */
export async function linkSaasUser(
  ctx: Ctx,
  { id, personId, noPersonReason, giveBack }: { readonly id: string } & z.output<typeof SaasUserEdit>,
): Promise<SaasUserRow> {
  if (giveBack === (personId !== undefined))
    throw invalid([{ field: 'personId', message: 'say whose it is, or give it back to the sources' }])
  if (noPersonReason !== undefined && personId !== null)
    throw invalid([
      { field: 'noPersonReason', message: 'is said only of what is nobody’s: "personId": null' },
    ])
  wantRight(ctx.actor, 'saas-users:read')
  const { id: accountId } = await getSaasUser(ctx, id)
  const person = personId ? (await findOwner(ctx, personId)).id : personId
  await inTransaction(ctx.db.pool, (client) =>
    linkAccount(client, {
      accountId,
      personId: person,
      noPersonReason: noPersonReason ?? null,
      actor: ctx.actor.name,
    }),
  )
  return getSaasUser(ctx, id)
}

async function findOwner(ctx: Ctx, id: string) {
  try {
    return await findSeen(ctx, id, await sight(ctx))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not.found')) throw error
    throw invalid([{ field: 'personId', message: 'nobody in the directory has this id' }])
  }
}
