import { failpoint } from '#failpoint'
import type { Connections } from '../../db/pool.ts'
import { runQueue } from '../runs/store.ts'

/** States in which a plan waits for a person. */
export type Waiting = 'previewed' | 'held'

/** A person's word on a plan that waits, bound to what the plan says. */
interface Release {
  readonly id: string
  readonly digest: string
  readonly actor: string
  /** From which states it may be released. */
  readonly from: readonly Waiting[]
}

/** Puts a plan that was looked at back into the queue, to be applied. False when it does not wait any more, or is another. */
export async function releasePlan(
  { pool }: Pick<Connections, 'pool'>,
  { id, digest, actor, from }: Release,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update run set state = 'queued', actor = $3, attempts = 0, vain_attempts = 0, released_by = $3, released_at = now()
      where id = $1 and digest = $2 and state = any($4)`,
    [id, digest, actor, from],
  )
  await failpoint('run.released')
  if (rowCount === 1) await pool.query(`notify ${runQueue}`)
  return rowCount === 1
}

/** Throws a plan away, with who did and why. False when it does not wait any more, or is another. */
export async function rejectPlan(
  { pool }: Pick<Connections, 'pool'>,
  { id, digest, actor, reason }: Omit<Release, 'from'> & { readonly reason: string | undefined },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update run set state = 'rejected', finished_at = now(), rejected_by = $3, rejected_because = $4
      where id = $1 and digest = $2 and state in ('previewed', 'held')`,
    [id, digest, actor, reason ?? null],
  )
  return rowCount === 1
}

/** Ends plans that waited for a person longer than what they say can be trusted. */
export async function expirePlans({ pool }: Pick<Connections, 'pool'>): Promise<void> {
  await pool.query(
    `update run set state = 'expired', finished_at = now()
      where state in ('previewed', 'held') and finished_at < muster_now() - interval '7 days'`,
  )
}
