import type { Connections } from '../../db/pool.ts'

/** What decides whether a run can be undone. */
export interface Undoable {
  /** The applied run that undid it. */
  readonly undone_by: string | null
  /** Whether what was before it is still kept. */
  readonly is_kept: boolean
  readonly has_written: boolean
}

/** Looks up whether a run that was applied can be undone. */
export async function findUndoable({ pool }: Pick<Connections, 'pool'>, id: string): Promise<Undoable> {
  const { rows } = await pool.query<Undoable>(
    `select (select u.id from run u where u.undoes = run.id and u.state in ('succeeded', 'succeeded_with_failures')) as undone_by,
            finished_at > muster_now() - interval '30 days' as is_kept,
            exists (select from source_before where run_id = run.id)
              or exists (select from source_record where source_id = run.integration_id and made_by = run.id)
              or exists (select from change where run_id = run.id) or orders_before is not null as has_written
       from run where id = $1`,
    [id],
  )
  return rows[0] ?? { undone_by: null, is_kept: false, has_written: false }
}
