import type { ClientBase } from 'pg'
import { changesSql } from './outcomes.ts'
import { gatherPair, refuse } from './pair.ts'
import type { MergeScope } from './scope.ts'
import { literal } from './sql.ts'

/**
 * Writes what becomes of two people who are made one, or taken apart again. Throws `conflict` where it does not go: of two
 * people there is no half.
 */
export async function planMerge(client: ClientBase, scope: MergeScope): Promise<void> {
  await client.query('delete from outcome where run_id = $1', [scope.runId])
  refuse(await gatherPair(client, scope.merge, scope.written))
  await writeOutcomes(client, scope)
}

async function writeOutcomes(client: ClientBase, { runId, merge, written }: MergeScope): Promise<void> {
  const { mergeId } = merge
  const act = mergeId
    ? `case when (select was_archived from person_merge where id = ${literal(mergeId)}) then 'updated' else 'restored' end`
    : `case when p.archived_at is null then 'archived' else 'updated' end`
  const [stays, goes] = mergeId ? ['gives_back', 'apart'] : ['stays', 'joins']
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, problems)
     select $1, r.number, r.vendor_id, r.label, case when r.number = 0 then 'updated' else ${act} end,
            case when r.number = 0 then $2 else $3 end, r.object_id, nullif(${changesSql(written)}, '{}'), r.stays
       from plan_row r join person p on p.id = r.found`,
    [runId, stays, goes],
  )
}
