import type { Selectable } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { RunTable, TrippedBrake } from '../../db/sync-tables.ts'

type Pool = Pick<Connections, 'pool'>

/** How many records of a run came to which end. */
export type Counts = Pick<
  Selectable<RunTable>,
  'read' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'held'
>

/** A notice that is to be mailed, with what its mail says. */
export interface LetterRow {
  readonly id: string
  readonly integration_id: string
  readonly integration_name: string
  readonly contacts: readonly string[]
  readonly run_id: string | null
  readonly reason: string
  readonly message: string
  readonly made_at: Date
  readonly brakes: readonly TrippedBrake[] | null
  readonly ledger: Counts | null
}

/**
 * Takes the notice that waits longest to be mailed. It counts as tried from here on, and later tries are a
 * minute, two, four … and at most six hours apart, so that a mail goes out at least once and a server
 * that is down is not pressed.
 */
export async function takeLetter({ pool }: Pool): Promise<LetterRow | undefined> {
  const { rows } = await pool.query<LetterRow>(
    `with due as (
       select n.id from notice n join integration i on i.id = n.integration_id
        where n.closed_at is null and n.mailed_at is null and n.mail_after <= now() and i.contacts <> '{}'
        order by n.mail_after limit 1 for update of n skip locked),
     taken as (
       update notice n set mail_tries = mail_tries + 1,
              mail_after = now() + least(interval '1 minute' * power(2, least(mail_tries, 9)), interval '6 hours')
         from due where n.id = due.id returning n.*)
     select t.id, t.integration_id, i.name as integration_name, i.contacts, t.run_id, t.reason, t.message,
            t.made_at, r.brakes,
            case when r.read > 0 then jsonb_build_object('read', r.read, 'created', r.created, 'updated', r.updated,
              'unchanged', r.unchanged, 'skipped', r.skipped, 'failed', r.failed, 'held', r.held) end as ledger
       from taken t join integration i on i.id = t.integration_id left join run r on r.id = t.run_id`,
  )
  return rows[0]
}

/** Says that a notice was mailed, and who could not be reached. */
export async function markMailed({ pool }: Pool, id: string, fault: string | null): Promise<void> {
  await pool.query('update notice set mailed_at = now(), mail_fault = $2 where id = $1', [id, fault])
}

export async function markMailFault({ pool }: Pool, id: string, fault: string): Promise<void> {
  await pool.query('update notice set mail_fault = $2 where id = $1', [id, fault])
}
