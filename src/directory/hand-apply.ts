import type { ClientBase } from 'pg'
import { archiveObjects, updateObjects } from './apply-objects.ts'
import { type HandEdit, handSource } from './hand-source.ts'
import { changesSql } from './outcomes.ts'

/** Does what the plan of an edit by hand says, and keeps what the hand says of each person. */
export async function applyByHand(client: ClientBase, edit: HandEdit): Promise<void> {
  const changes = edit.written.length === 0 ? `'{}'::jsonb` : changesSql(edit.written)
  const changing = { object: 'person' as const, written: edit.written, actor: edit.actor, runId: null }
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, object_id, 'updated' as kind, nullif(changes, '{}') as changes, null::jsonb as volatile
      from (select r.*, ${changes} as changes from plan_row r join person p on p.id = r.found where r.reason is null) planned`)
  if (edit.written.length > 0) await updateObjects(client, changing)
  await client.query('update step set kind = $1', [edit.act])
  await archiveObjects(client, changing)
  await keepHand(client, edit)
  // A plan that waits was made for people as they were.
  await client.query('update directory_state set revision = revision + 1')
}

/** A hand says only what it was not asked to give back, and nothing that is empty. */
async function keepHand(client: ClientBase, { values, givenBack }: HandEdit): Promise<void> {
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, "row", number)
     select $1, vendor_id, object_id, jsonb_strip_nulls($2), 0 from step where $2 <> '{}'::jsonb
         on conflict (source_id, vendor_id) do update set "row" = source_record."row" || excluded."row", updated_at = now()`,
    [handSource, JSON.stringify(values)],
  )
  const silent = [...givenBack, ...Object.keys(values).filter((key) => values[key] === null)]
  await client.query(
    `update source_record r set "row" = r."row" - $2::text[], updated_at = now()
       from step where r.source_id = $1 and r.vendor_id = step.vendor_id and r."row" ?| $2`,
    [handSource, silent],
  )
  await client.query(
    `delete from source_record r using step where r.source_id = $1 and r.vendor_id = step.vendor_id and r."row" = '{}'`,
    [handSource],
  )
}
