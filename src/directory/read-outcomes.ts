import type { Pool } from 'pg'
import type { Problem } from '../lib/errors.ts'
import type { Json, JsonObject } from '../lib/value.ts'
import { plainAccount } from './outcomes.ts'
import type { PlanScope } from './scope.ts'

/** What becomes, or became, of one record. */
export interface ReadOutcome {
  /** The record's place in the vendor's list, from 0; those who are gone come behind it. */
  readonly number: number
  readonly vendor_id: string
  readonly label: string | null
  readonly kind: 'created' | 'updated' | 'archived' | 'restored' | 'skipped' | 'failed' | 'held' | 'gone'
  readonly reason: string | null
  /** Null: nobody, or somebody who is yet to be created. */
  readonly person_id: string | null
  /** Field → [before, after]; of a creation what differs from `row`. */
  readonly changes: Readonly<Record<string, readonly [before: Json, after: Json]>> | null
  readonly account: JsonObject | null
  readonly problems: readonly Problem[] | null
  /** What a new person is made from. */
  readonly row: JsonObject | null
}

/** Which outcomes: those of a run after a number in the list, of one kind or of all. */
export interface OutcomesWanted extends Pick<PlanScope, 'runId' | 'sourceId'> {
  /** Whether the run is of SaaS users too. */
  readonly withAccounts: boolean
  /** Before that a staged row is nothing yet. */
  readonly isPlanned: boolean
  readonly kind?: ReadOutcome['kind'] | undefined
  readonly after?: number
  readonly limit?: number
}

/** Outcomes in the order of the list, but for the unchanged; plain creations are told from their staged rows. */
export async function readOutcomes(
  db: Pick<Pool, 'query'>,
  { runId, sourceId, withAccounts, isPlanned, kind, after = -1, limit = 1_000_000 }: OutcomesWanted,
): Promise<ReadOutcome[]> {
  const { rows } = await db.query<ReadOutcome>(
    `(select o.number, o.vendor_id, o.label, o.kind, o.reason, o.person_id, o.changes, o.account, o.problems,
             case when o.kind = 'created' then s."row" end as "row"
        from outcome o left join staged s on s.run_id = o.run_id and s.number = o.number
       where o.run_id = $1 and o.number > $2 and o.kind <> 'unchanged' and ($3::text is null or o.kind = $3)
       order by o.number limit $4)
      union all
     (select s.number, s.vendor_id, s.label, 'created', null,
             (select r.person_id from source_record r where r.source_id = $5 and r.vendor_id = s.vendor_id),
             null, ${plainAccount(withAccounts)}, null, s."row"
        from staged s
       where s.run_id = $1 and s.number > $2 and $6 and coalesce($3, 'created') = 'created'
         and not exists (select from outcome o where o.run_id = s.run_id and o.number = s.number)
       order by s.number limit $4)
      order by number limit $4`,
    [runId, after, kind ?? null, limit, sourceId, isPlanned],
  )
  return rows
}
