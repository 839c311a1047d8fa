import type { ClientBase } from 'pg'
import { isOver } from './speaker.ts'

/** The record that falls silent: whose it is, and the run that finds out, where one does. */
interface Silenced {
  readonly sourceId: string
  readonly runId: string | null
  /** SQL: which records (`r`) of the source they are. */
  readonly which: string
}

/**
 * Has whoever else speaks of the same people or devices looked at again in their next run, even where the vendor sends
 * the same: what they say may now come first, and their plan shows it. Call it before the records are marked.
 */
export async function lookAgain(client: ClientBase, { sourceId, runId, which }: Silenced): Promise<void> {
  await client.query(
    `update source_record other set raw_hash = null
       from source_record r
      where r.source_id = $1 and not ${isOver('r')} and ${which} and other.object_id = r.object_id and other.raw_hash is not null
        and other.run_id is distinct from $2 and (other.source_id, other.vendor_id) <> (r.source_id, r.vendor_id)`,
    [sourceId, runId],
  )
}
