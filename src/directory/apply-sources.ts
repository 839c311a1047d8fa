import type { ClientBase } from 'pg'
import { failures } from './outcomes.ts'
import type { PlanScope } from './scope.ts'
import { literal } from './sql.ts'

// Rows whose records must be looked at again in every run, because not they but the directory decides.
const openReasons = [...failures, 'no_match', 'exists'].map(literal).join(', ')
const isOpen = `coalesce(reason in (${openReasons}), false)`

/** Keeps what the source said. A record that was not taken is kept by its id alone. */
export async function keepSourceRecords(client: ClientBase, { sourceId, runId }: PlanScope): Promise<void> {
  await client.query(
    `insert into source_record as known (source_id, vendor_id, person_id, standing, "row", raw_hash, run_id, number)
     select $1, vendor_id, person_id, standing, "row", raw_hash, $2, number from step where not ${isOpen}
     on conflict (source_id, vendor_id) do update
       set person_id = coalesce(known.person_id, excluded.person_id), standing = excluded.standing,
           "row" = known."row" || excluded."row",
           raw_hash = excluded.raw_hash, run_id = excluded.run_id, number = excluded.number, updated_at = now()`,
    [sourceId, runId],
  )
  await client.query(
    `insert into source_record (source_id, vendor_id, person_id, standing, "row", run_id, number)
     select $1, vendor_id, case when reason = 'exists' then person_id end, standing, '{}', $2, number from step where ${isOpen}
     on conflict do nothing`,
    [sourceId, runId],
  )
}
