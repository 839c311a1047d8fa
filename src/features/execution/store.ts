import type { ClientBase } from 'pg'

/** The digest of a run's plan, as the transaction of a client sees it. */
export async function findDigest(client: ClientBase, id: string): Promise<string | null> {
  const { rows } = await client.query<{ digest: string | null }>('select digest from run where id = $1', [id])
  return rows[0]?.digest ?? null
}

/** What a run knew of its integration, and what is known once it is applied. */
export interface Applied {
  readonly id: string
  readonly runId: string
  readonly revision: number
  readonly fingerprint: string | null
}

/**
 * A plan of this configuration was applied: it was seen, and the first one is the launch. False when the
 * configuration is another one meanwhile.
 */
export async function markApplied(
  client: ClientBase,
  { id, revision, fingerprint }: Applied,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update integration
        set state = case state when 'draft' then 'active' else state end, launched_at = coalesce(launched_at, now()),
            seen_fingerprint = $3, plan_only = null
      where id = $1 and revision = $2`,
    [id, revision, fingerprint],
  )
  return rowCount === 1
}

/** The proposal of a replay becomes the configuration. False when it does not wait any more. */
export async function adoptProposal(
  client: ClientBase,
  { id, runId, revision, fingerprint }: Applied,
  planOnly: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update integration
        set mapping = coalesce(edit->'mapping', mapping),
            conditions = case when edit ? 'conditions' then nullif(edit->'conditions', 'null') else conditions end,
            selection = coalesce(edit->>'selection', selection),
            preference = coalesce(edit->>'preference', preference),
            instance = coalesce(edit->>'instance', instance),
            absent = coalesce(edit->>'absent', absent),
            credential_id = coalesce((edit->>'credential_id')::uuid, credential_id),
            proposal = null, revision = revision + 1, seen_fingerprint = $4, plan_only = coalesce($5, plan_only),
            updated_at = now()
       from (select proposal->'edit' as edit from integration where id = $1) proposed
      where id = $1 and proposal->>'runId' = $2 and revision = $3`,
    [id, runId, revision, fingerprint, planOnly],
  )
  return rowCount === 1
}

/** After an undo nothing comes back by itself: the integration waits, and its next run stops at its plan. */
export async function pauseAfterUndo(
  client: ClientBase,
  { id, because, planOnly }: { readonly id: string; readonly because: string; readonly planOnly: string },
): Promise<void> {
  await client.query(
    `update integration set state = 'paused', paused_because = $2, plan_only = $3, next_due_at = null, updated_at = now()
      where id = $1 and state <> 'draft'`,
    [id, because, planOnly],
  )
}
