import type { ClientBase } from 'pg'
import { changesSql } from '../outcomes.ts'
import type { ScopeOf } from '../scope.ts'
import { literal } from '../sql.ts'
import { gatherPair, refuse } from './pair.ts'

/**
 * Writes what becomes of two people who are made one. Throws `conflict` where it does not go: of two people there is no half.
 */
export const planMerge = (client: ClientBase, scope: ScopeOf<'merge'>): Promise<void> =>
  planPair(client, scope, {
    stays: 'stays',
    other: 'joins',
    act: `case when p.archived_at is null then 'archived' else 'updated' end`,
  })

/** The same of two who are taken apart again. */
export const planSplit = (client: ClientBase, scope: ScopeOf<'split'>): Promise<void> =>
  planPair(client, scope, {
    stays: 'gives_back',
    other: 'apart',
    act: `case when (select was_archived from person_merge where id = ${literal(scope.merge.mergeId)}) then 'updated' else 'restored' end`,
  })

/** The reasons of the one who stays and of the other, and the SQL of the other's kind of outcome. */
interface PairWords {
  readonly stays: string
  readonly other: string
  readonly act: string
}

async function planPair(
  client: ClientBase,
  { runId, merge, written }: ScopeOf<'merge'> | ScopeOf<'split'>,
  { stays, other, act }: PairWords,
): Promise<void> {
  refuse(await gatherPair(client, merge, written))
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, problems)
     select $1, r.number, r.vendor_id, r.label, case when r.number = 0 then 'updated' else ${act} end,
            case when r.number = 0 then $2 else $3 end, r.object_id, nullif(${changesSql(written)}, '{}'), r.stays
       from plan_row r join person p on p.id = r.found`,
    [runId, stays, other],
  )
}
