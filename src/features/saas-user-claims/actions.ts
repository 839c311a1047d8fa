import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { sight } from '../people/actions.ts'
import { getFile } from '../saas-users/actions.ts'
import { type AccountClaims, isWord, toldIn } from './rules.ts'
import { changesOfWord } from './store.ts'

interface Asked {
  readonly id: string
  readonly field: string
}

/** Why a value of a SaaS user is here: what every integration says of it. Throws `not.found`. */
export async function claimsOfSaasUser(ctx: Ctx, { id, field }: Asked): Promise<AccountClaims> {
  const { sees, names } = await sight(ctx)
  if (!isWord(field) || (field === 'label' && !names))
    throw new AppError('not.found', `There is no field "${field.slice(0, 60)}" of SaaS users`)
  const file = await getFile(ctx, id)
  const changes = await changesOfWord(ctx.db, { id: file.row.id, ...toldIn(field) })
  // Whose it was may be somebody whom the asker does not see.
  const isHidden = field === 'person' && sees !== undefined
  return { ...file, field, ...(isHidden ? { last: undefined, byHand: [] } : changes) }
}
