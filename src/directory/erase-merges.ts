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
  await client.query(`delete from person_merge m where ${isTheirs}`, [personId])
}
