import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import type { KeptMerge } from '../../db/sync-tables.ts'
import { handSource } from '../../directory/hand-source.ts'
import { runQueue } from '../runs/store.ts'

type Pool = Pick<Connections, 'pool'>

/** What of somebody moves with a merge. */
export interface Belongings {
  readonly records: number
  readonly saas_users: number
  /** The name of the account with which they sign in here. */
  readonly account: string | null
}

export async function belongingsOf({ pool }: Pool, personId: string): Promise<Belongings> {
  const { rows } = await pool.query<Belongings>(
    `select (select count(*) from source_record r join source s on s.id = r.source_id where r.object_id = $1 and s.kind = 'integration') as records,
            (select count(*) from saas_user where person_id = $1) as saas_users,
            (select name from account where person_id = $1) as account`,
    [personId],
  )
  return oneRow(rows)
}

interface Pair {
  readonly intoId: string
  readonly fromId: string
}

/** A merge, and the run that made it; null: it is older than such runs. */
interface MadeMerge {
  readonly id: string
  readonly run_id: string | null
  /** Whether the account came along with which the other signs in. */
  readonly with_account: boolean
}

const made = 'id, run_id, account_id is not null as with_account'

/** The merge by which somebody became part of another, unless it was taken back. */
export async function findMerge({ pool }: Pool, { intoId, fromId }: Pair): Promise<MadeMerge | undefined> {
  const { rows } = await pool.query<MadeMerge>(
    `select ${made} from person_merge where into_id = $1 and from_id = $2 and split_at is null`,
    [intoId, fromId],
  )
  return rows[0]
}

/** The merge that a run made, unless it was taken back. */
export async function mergeOfRun({ pool }: Pool, runId: string): Promise<MadeMerge | undefined> {
  const { rows } = await pool.query<MadeMerge>(
    `select ${made} from person_merge where run_id = $1 and split_at is null`,
    [runId],
  )
  return rows[0]
}

interface NewMerge {
  readonly merge: KeptMerge
  /** The run that it takes back. */
  readonly undoes: string | null
  readonly actor: string
}

/** Queues the run of a merge, or of taking one apart, and wakes a worker once the transaction is committed. */
export async function queueMerge({ pool }: Pool, { merge, undoes, actor }: NewMerge): Promise<string> {
  const kind = merge.mergeId ? 'split' : 'merge'
  const { rows } = await pool.query<{ id: string }>(
    `insert into run (integration_id, revision, mode, actor, kind, merge, undoes) values ($1, 0, 'plan', $2, $3, $4, $5) returning id`,
    [handSource, actor, kind, JSON.stringify(merge), undoes],
  )
  await pool.query(`notify ${runQueue}`)
  return oneRow(rows).id
}
