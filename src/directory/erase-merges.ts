import type { ClientBase } from 'pg'

/** Merges, and what others had through one until it was taken back: whoever is still merged is erased along. */
export async function forgetMerges(client: ClientBase, personId: string): Promise<void> {
  const isTheirs = '($1 in (m.into_id, m.from_id) or $1 = any(m.people))'
  await client.query(
    `delete from change c
      using person_merge m, lateral (values (m.into_id, m.into_changes), (m.from_id, m.from_changes)) w (id, changes),
            jsonb_each(w.changes) e
      where ${isTheirs} and c.object_id = w.id and c.field = e.key and c.at >= m.at
        and e.value->1 <> 'null' and e.value->1 in (c.before, c.after)`,
    [personId],
  )
  // Unique values that were exchanged since.
  await client.query(
    `delete from change c
      using person_merge m, lateral (values (m.into_id, m.from_id), (m.from_id, m.into_id)) w (id, other), person o, field f
      where ${isTheirs} and c.object_id = w.id and c.at >= m.at and o.id = w.other and f.object = 'person' and f.is_unique
        and c.field = f.key and to_jsonb(o)->f.key <> 'null' and to_jsonb(o)->f.key in (c.before, c.after)`,
    [personId],
  )
  // The plans that were about either.
  await client.query(
    `update outcome o set label = null, changes = null, problems = null
       from run, (select $1::uuid as id union select unnest(array[m.into_id, m.from_id]) from person_merge m where ${isTheirs}) who
      where run.id = o.run_id and who.id::text in (run.merge->>'intoId', run.merge->>'fromId')`,
    [personId],
  )
  await client.query(`delete from person_merge m where ${isTheirs}`, [personId])
}
