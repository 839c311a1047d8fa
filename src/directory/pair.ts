import type { ClientBase } from 'pg'
import type { Problem } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import type { Field } from './field.ts'
import { changesSql } from './outcomes.ts'

/** What becomes of one of two people: field → [before, after]. */
export type Changes = Readonly<Record<string, readonly [before: Json, after: Json]>>

/** What becomes of two people at once, before anything is written. */
export interface PairPlan {
  /** Of the one who stays, and of the other. */
  readonly changes: readonly [Changes, Changes]
  /** Why it does not go. */
  readonly refused: readonly Problem[]
  /** Two plans of one digest do the same. */
  readonly digest: string
}

/** Reads the plan that stands in the temporary table `plan_row`. */
export async function readPair(client: ClientBase, fields: readonly Field[]): Promise<PairPlan> {
  const { rows } = await client.query<{ changes: Changes; problems: Problem[] | null }>(
    `select case when r.reason is null then ${changesSql(fields)} else '{}' end as changes, r.problems
       from plan_row r join person p on p.id = r.found order by r.number`,
  )
  const { rows: digests } = await client.query<{ digest: string }>(
    `select encode(sha256(convert_to(string_agg(concat_ws(' ', r.found, p.updated_at, r."values", said.told), E'\\n' order by r.number), 'UTF8')), 'hex') as digest
       from plan_row r join person p on p.id = r.found
      cross join lateral (
        select string_agg(mine, ',' order by mine) as told from (
          select concat_ws(' ', s.source_id, s.vendor_id) as mine from source_record s where s.object_id = r.found
           union all select 'user ' || id from saas_user where person_id = r.found
           union all select 'application ' || id from saas_application where owner_id = r.found
           union all select 'account ' || id from account where person_id = r.found) belongings) said`,
  )
  return {
    changes: [rows[0]?.changes ?? {}, rows[1]?.changes ?? {}],
    refused: rows.flatMap(({ problems }) => problems ?? []),
    digest: digests[0]?.digest ?? '',
  }
}
