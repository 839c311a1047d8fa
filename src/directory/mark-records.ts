import type { ClientBase } from 'pg'
import type { PlanScope } from './scope.ts'

/** What is set of source records, in SQL, and the test, of `r`, for which of them. */
export interface Mark {
  readonly set: string
  readonly which: string
}

/**
 * Marks source records, and keeps what they were before, so
 * that the run can be undone. Of a record that the run wrote already, that is kept.
 */
export async function markRecords(
  client: ClientBase,
  { sourceId, runId }: Pick<PlanScope, 'sourceId' | 'runId'>,
  { set, which }: Mark,
): Promise<void> {
  await client.query(
    `with marked as materialized (
       select r.vendor_id, to_jsonb(r) as record from source_record r where r.source_id = $1 and ${which}
     ), kept as (
       insert into source_before (run_id, vendor_id, record) select $2, vendor_id, record from marked on conflict do nothing
     )
     update source_record r set ${set} from marked where r.source_id = $1 and r.vendor_id = marked.vendor_id`,
    [sourceId, runId],
  )
}
