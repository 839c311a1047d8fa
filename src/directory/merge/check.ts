import type { ClientBase } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { KeptMerge } from '../../db/sync-tables.ts'
import { AppError } from '../../lib/errors.ts'

/** Throws `conflict` where two people cannot be taken apart. */
export async function checkMerged(client: ClientBase, mergeId: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from person_merge m join person gone on gone.id = m.from_id
      where m.id = $1 and m.split_at is null and gone.merged_into = m.into_id`,
    [mergeId],
  )
  if (!rowCount)
    throw new AppError(
      'conflict',
      'They are not one person any more, or became part of somebody since; take that apart first',
    )
}

interface Standing {
  readonly is_archived: boolean
  readonly is_merged: boolean
  readonly is_erased: boolean
  /** The names of the accounts with which either signs in here. */
  readonly ours: string | null
  readonly theirs: string | null
}

/** Throws `conflict` where two people cannot become one, and `not.allowed` for an account that must not come along. */
export async function checkPair(
  client: ClientBase,
  { intoId, fromId, withAccount }: KeptMerge,
): Promise<void> {
  if (intoId === fromId) throw new AppError('conflict', 'These are one person already')
  const { rows } = await client.query<Standing>(
    `select stays.archived_at is not null as is_archived, coalesce(stays.merged_into, goes.merged_into) is not null as is_merged,
            exists (select from change where object_id in ($1, $2) and kind = 'erased') as is_erased,
            (select name from account where person_id = $1) as ours, (select name from account where person_id = $2) as theirs
       from person stays, person goes where stays.id = $1 and goes.id = $2`,
    [intoId, fromId],
  )
  const { is_archived, is_merged, is_erased, ours, theirs } = oneRow(rows)
  if (is_erased) throw new AppError('conflict', 'Somebody who was erased is nobody any more')
  if (is_merged) throw new AppError('conflict', 'One of the two became part of somebody meanwhile')
  if (is_archived)
    throw new AppError(
      'conflict',
      'Whoever stays must not be archived; restore them first, or let the other stay',
    )
  if (ours !== null && theirs !== null)
    throw new AppError(
      'conflict',
      `Both sign in here, as "${ours}" and "${theirs}": link one of the accounts to nobody first`,
    )
  if (theirs !== null && !withAccount)
    throw new AppError('not.allowed', 'Linking an account to somebody else needs the right accounts:write', {
      needs: 'accounts:write',
    })
}
