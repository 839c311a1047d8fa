import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'

type Pool = Pick<Connections, 'pool'>

/** What of somebody moves with a merge, and who signs in. */
export interface Belongings {
  readonly records: number
  readonly saas_users: number
  /** The name of the account with which they sign in here. */
  readonly account: string | null
  readonly is_erased: boolean
}

export async function belongingsOf({ pool }: Pool, personId: string): Promise<Belongings> {
  const { rows } = await pool.query<Belongings>(
    `select (select count(*) from source_record r join source s on s.id = r.source_id where r.object_id = $1 and s.kind = 'integration') as records,
            (select count(*) from saas_user where person_id = $1) as saas_users,
            (select name from account where person_id = $1) as account,
            exists (select from change where object_id = $1 and kind = 'erased') as is_erased`,
    [personId],
  )
  return oneRow(rows)
}

interface Pair {
  readonly intoId: string
  readonly fromId: string
}

/** The merge by which somebody became part of another, unless it was taken back. */
export async function findMerge({ pool }: Pool, { intoId, fromId }: Pair): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from person_merge where into_id = $1 and from_id = $2 and split_at is null',
    [intoId, fromId],
  )
  return rows[0]?.id
}
