import type { ClientBase } from 'pg'
import { failures } from './outcomes.ts'
import type { PlanScope, Span } from './scope.ts'
import { literal } from './sql.ts'

// Rows whose records must be looked at again in every run, because not they but the directory decides.
const openReasons = [...failures, 'no_match', 'exists'].map(literal).join(', ')

/** Keeps what the source said. A record that was not taken is kept by its id alone. */
export async function keepSourceRecords(
  client: ClientBase,
  scope: PlanScope,
  { from, to }: Span,
): Promise<void> {
  const rows = `
    from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
   where s.run_id = $1 and s.number >= $3 and s.number < $4`
  const isOpen = `coalesce(o.reason in (${openReasons}), false)`
  const values = [scope.runId, scope.sourceId, from, to]
  await client.query(
    `insert into source_record as known (source_id, vendor_id, person_id, standing, "row", row_hash, raw, raw_hash, run_id)
     select $2, s.vendor_id, o.person_id, s.standing, s."row", s.row_hash, s.raw, s.raw_hash, $1 ${rows} and not ${isOpen}
     on conflict (source_id, vendor_id) do update
       set person_id = coalesce(known.person_id, excluded.person_id), standing = excluded.standing,
           "row" = known."row" || excluded."row", row_hash = excluded.row_hash,
           raw = excluded.raw, raw_hash = excluded.raw_hash, run_id = excluded.run_id, updated_at = now()`,
    values,
  )
  await client.query(
    `insert into source_record (source_id, vendor_id, person_id, standing, "row", run_id)
     select $2, s.vendor_id, case when o.reason = 'exists' then o.person_id end, s.standing, '{}', $1 ${rows} and ${isOpen}
     on conflict do nothing`,
    values,
  )
}
