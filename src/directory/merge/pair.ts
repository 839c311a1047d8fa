import type { ClientBase } from 'pg'
import type { KeptMerge } from '../../db/sync-tables.ts'
import { AppError, type Problem } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import { readFields } from '../catalogue.ts'
import type { Field } from '../field.ts'
import { judgeRows } from '../judge.ts'
import { objects } from '../object.ts'
import { changesSql } from '../outcomes.ts'
import { putPlanRows } from '../plan-rows.ts'
import { uniqueFields } from '../scope.ts'
import { readSourceOrders } from '../source-order.ts'
import { rowKey } from '../sql.ts'
import { checkMerged, checkPair } from './check.ts'
import { mergeRows } from './rows.ts'
import { splitRows } from './split-rows.ts'

/** What becomes of one of two people: field → [before, after]. */
type Changes = Readonly<Record<string, readonly [before: Json, after: Json]>>

/** What becomes of two people at once, before anything is written. */
export interface PairPlan {
  /** Of the one who stays. */
  readonly changes: Changes
  /** Why it does not go. */
  readonly refused: readonly Problem[]
}

/** What a merge would make of the one who stays; nobody is changed. Call it inside a transaction. Throws as `checkPair` and `checkMerged`. */
export async function previewMerge(client: ClientBase, merge: KeptMerge): Promise<PairPlan> {
  const fields = await readFields(client)
  const refused = await gatherPair(client, merge, fields)
  const { rows } = await client.query<{ changes: Changes }>(
    `select case when r.reason is null then ${changesSql(fields)} else '{}' end as changes
       from plan_row r join person p on p.id = r.found where r.number = 0`,
  )
  return { changes: rows[0]?.changes ?? {}, refused }
}

/** Throws `conflict` with what is in the way of two people. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const why = problems.map(({ field, message }) => `${field}: ${message}`).join('; ')
  throw new AppError('conflict', `It does not go. ${why}`)
}

/**
 * Puts two people into the temporary table `plan_row` as they are after a merge, or after it is taken back: the one who
 * stays as number 0, the other as 1. Answers what is in its way. Throws as `checkPair` and `checkMerged`.
 */
export async function gatherPair(
  client: ClientBase,
  merge: KeptMerge,
  fields: readonly Field[],
): Promise<readonly Problem[]> {
  const rows = await pairRows(client, merge, fields)
  await putPlanRows(client, labelled(rows, fields))
  const mandatory = fields.filter((field) => field.mandatory && !field.retired)
  await judgeRows(client, { mandatory, written: fields })
  const { rows: refused } = await client.query<{ problems: readonly Problem[] }>(
    'select problems from plan_row where problems is not null order by number',
  )
  return refused.flatMap(({ problems }) => problems)
}

async function pairRows(client: ClientBase, merge: KeptMerge, fields: readonly Field[]): Promise<string> {
  if (merge.mergeId) {
    await checkMerged(client, merge.mergeId)
    return splitRows(merge.mergeId, fields)
  }
  await checkPair(client, merge)
  return mergeRows(merge, { fields, orders: await readSourceOrders(client) })
}

/** Rows (number, id, values, stays) as those of a plan. */
function labelled(rows: string, fields: readonly Field[]): string {
  const unique = uniqueFields({ written: fields }).map(
    (field, at) => `, ${rowKey('"values"', field)} as unique_${at}`,
  )
  const names = objects.person.names.map((name) => `p.${name}`).join(', ')
  return `
    select told.*${unique.join('')} from (
      select w.number, p.id::text as vendor_id, coalesce(${names}) as label, p.id as found, p.id as object_id, w."values",
             w.stays, ${belongings} as row_hash, 0::smallint as standing, null::jsonb as said, null::jsonb as problems, null::text as reason
        from (${rows}) w join person p on p.id = w.id) told`
}

// Part of the digest: a plan that was looked at is another one once something else would come along.
const belongings = `(
  select md5(string_agg(mine, ',' order by mine))::uuid from (
    select concat_ws(' ', s.source_id, s.vendor_id, case when s.run_id is null then s."row" end) as mine from source_record s where s.object_id = p.id
     union all select 'user ' || id from saas_user where person_id = p.id
     union all select 'application ' || id from saas_application where owner_id = p.id
     union all select 'account ' || id from account where person_id = p.id) belongings)`
