import type { ClientBase } from 'pg'
import { archiveObjects, updateObjects } from './apply-objects.ts'
import { givenToSql, tellOfKept } from './given-back.ts'
import { type HandEdit, type HandWord, handSource, saidByHand } from './hand-source.ts'
import { changesSql } from './outcomes.ts'

/** Does what the plan of an edit by hand says, and keeps what the hand says of each. */
export async function applyByHand(client: ClientBase, edit: HandEdit): Promise<void> {
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, object_id, 'updated' as kind, nullif(changes, '{}') as changes, null::jsonb as volatile
      from (select r.*, ${handChangesSql(edit)} as changes from plan_row r join ${edit.object} p on p.id = r.found where r.reason is null) planned`)
  await writeByHand(client, edit, { actor: edit.actor, runId: null })
  // A plan that waits was made for people as they were.
  await client.query('update directory_state set revision = revision + 1')
}

/** SQL: field → [before, after] of a row of an edit. */
export const handChangesSql = ({ written }: HandWord): string =>
  written.length === 0 ? `'{}'::jsonb` : changesSql(written)

/** Who writes, and in which run; of a single edit there is none. */
interface Writing {
  readonly actor: string
  readonly runId: string | null
}

/** Writes what a hand does to the objects of the temporary table `step`, all of them as updated, and keeps what it says of each. */
export async function writeByHand(client: ClientBase, word: HandWord, writing: Writing): Promise<void> {
  const changing = { object: word.object, ...writing }
  const givenTo = await givenToSql(client, word)
  if (word.written.length > 0) await updateObjects(client, { ...changing, written: word.written, givenTo })
  if (givenTo !== undefined) await tellOfKept(client, { word, givenTo, ...writing })
  await client.query('update step set kind = $1', [word.act])
  await archiveObjects(client, changing)
  await keepHand(client, word)
}

/** A hand says only what it was not asked to give back, and nothing that is empty. */
async function keepHand(client: ClientBase, word: HandWord): Promise<void> {
  const { said, silent } = saidByHand(word)
  await client.query(
    `insert into source_record (source_id, vendor_id, object_id, "row", number)
     select $1, vendor_id, object_id, $2, 0 from step where $2 <> '{}'::jsonb
         on conflict (source_id, vendor_id) do update set "row" = source_record."row" || excluded."row", updated_at = now()`,
    [handSource, JSON.stringify(said)],
  )
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
