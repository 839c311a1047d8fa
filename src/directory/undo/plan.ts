import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { judgeRows } from '../judge.ts'
import { objects } from '../object.ts'
import { failures } from '../outcomes.ts'
import { indexFound, putPlanRows } from '../plan-rows.ts'
import { type PlanScope, type ScopeOf, uniqueFields } from '../scope.ts'
import { softwareBackJoin } from '../software-plan.ts'
import { literal, rowKey } from '../sql.ts'
import { gatherAccounts } from './accounts.ts'
import { exchangeUnique } from './exchange.ts'
import { gatherObjects } from './objects.ts'
import { gatherRecords } from './records.ts'

/**
 * Writes what becomes of each record that a run wrote when that run is taken back: whatever is still as the run
 * left it goes back, what was changed since stays and is named, and whom the run made is archived. Judged like
 * every plan, so that apply cannot fail on one of them.
 */
export async function planUndo(client: ClientBase, scope: ScopeOf<'undo'>): Promise<void> {
  await gatherRecords(client, scope)
  await gatherObjects(client, scope)
  await gatherAccounts(client, scope)
  await failpoint('undo.gathered')
  await putPlanRows(client, rowsSql(scope))
  await indexFound(client)
  await exchangeUnique(client, scope)
  await judgeRows(client, { ...scope, archived: `select found from plan_row where act = 'archived'` })
  await writeOutcomes(client, scope)
  await failpoint('undo.written')
}

/** A row for each record or account; the first of an object speaks for it (`found`). */
function rowsSql(scope: PlanScope): string {
  const unique = uniqueFields(scope).map((field, at) => `, ${rowKey('"values"', field)} as unique_${at}`)
  return `
    with spoken as (
      select vendor_id, object as object_id from undo_record, unnest(objects) object where object is not null
    ), carried as (
      -- Of whom the hand said nothing there is no record but the one that a hand would have.
      select p.object_id, coalesce(min(s.vendor_id), p.object_id::text) as vendor_id
        from undo_object p left join spoken s on s.object_id = p.object_id group by p.object_id
    ), owner as (
      select vendor_id, min(object_id::text)::uuid as object_id from spoken group by vendor_id
    ), known as (
      select vendor_id from undo_record union select vendor_id from undo_account
    ), account as (
      -- Of two applications there may be two of one vendor id.
      select vendor_id, max(label) as label, jsonb_agg(account) filter (where account is not null) as accounts,
             jsonb_path_query_array(jsonb_agg(problems) filter (where problems is not null), '$[*][*]') as problems
        from undo_account group by vendor_id
    ), line as (
      select coalesce(o.vendor_id, c.object_id::text) as vendor_id, c.object_id as found,
             coalesce(c.object_id, w.object_id) as object_id
        from known o full join carried c on c.vendor_id = o.vendor_id left join owner w on w.vendor_id = o.vendor_id
    ), told as (
      select l.*, (row_number() over (order by l.vendor_id collate "C", l.found) - 1)::integer as number,
             coalesce(a.label, ${objects[scope.object].names.map((name) => `p.${name}`).join(', ')}, l.vendor_id) as label, 0::smallint as standing,
             md5((r.restored - 'updated_at')::text)::uuid as row_hash, coalesce(f."values", '{}') as "values",
             f.act, f.note, ${markSql} as mark,
             (select jsonb_object_agg(key, value) from jsonb_array_elements(a.accounts) of (one), jsonb_each(of.one)) as account, f.problems as stays, a.problems as account_stays,
             null::jsonb as problems, case when l.found is null then 'same_object' end as reason
        from line l left join ${scope.object} p on p.id = l.object_id
        left join undo_record r on r.vendor_id = l.vendor_id
        left join account a on a.vendor_id = l.vendor_id
        left join undo_object f on f.object_id = l.found
    )
    select *${unique.join('')} from told`
}

/** Of a record that returns or is gone again where no account tells it. */
const markSql = `case when r.restored is null or not r.is_there or (r.restored->>'gone_at' is not null) = r.is_gone then null
  when r.is_gone then 'returned' else 'gone_again' end`

async function writeOutcomes(client: ClientBase, scope: ScopeOf<'undo'>): Promise<void> {
  const { runId, object } = scope
  await client.query(`
    insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, account, problems, software)
    select ${literal(runId)}, number, vendor_id, label, kind,
           case when kind = 'failed' then reason when kind = 'skipped' then coalesce(note, 'changed_since')
                when changes is null and account is null and software is null then mark end,
           object_id, case when kind in ('updated', 'archived', 'restored') then changes end, case when kind <> 'failed' then account end,
           case when kind = 'failed' then problems else stays end, case when kind <> 'failed' then software end
      from (
        select r.number, r.vendor_id, r.label, r.reason, r.note, r.mark, r.object_id, r.account, r.problems, c.changes, s.stays, w.software,
               case when r.reason in (${failures.map(literal).join(', ')}) then 'failed'
                    when r.act is not null then r.act
                    when c.changes is not null or r.account is not null or r.mark is not null or w.software is not null then 'updated'
                    when s.stays is not null then 'skipped'
                    else 'unchanged' end as kind
          from plan_row r left join ${object} p on p.id = r.found
          -- "offset 0" has an object made into JSON once, not for every value.
          cross join lateral (select to_jsonb(p) as now offset 0) n
          cross join lateral (
            select jsonb_object_agg(key, jsonb_build_array(n.now->key, value)) as changes from jsonb_each(r."values")) c
          cross join lateral (
            select nullif(coalesce(r.stays, '[]') || coalesce(r.account_stays, '[]'), '[]') as stays) s
          ${softwareBackJoin(scope)}
      ) planned`)
}
