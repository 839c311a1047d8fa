import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import { indexFound, putPlanRows } from './plan-rows.ts'
import { type PlanScope, uniqueFields } from './scope.ts'
import { recordOrder } from './speaker.ts'
import { ident, keyColumn, literal, rowKey } from './sql.ts'
import { unmapped } from './unmapped.ts'

/**
 * Finds the object of every staged row and puts the rows into the temporary table `plan_row`:
 * a row known by its vendor id keeps its object; another is found by the sync keys in order, unless the
 * person's own row gives the key up in this list; rows of nobody that share a key become one new person.
 * `reason` says why a row goes no further.
 */
export async function matchRows(client: ClientBase, scope: PlanScope): Promise<void> {
  await putPlanRows(client, matchSql(scope))
  await indexFound(client, 'somebody')
  await groupRows(client, scope)
}

function matchSql(scope: PlanScope): string {
  const { runId, sourceId, syncKeys, preference } = scope
  const each = (write: (at: number) => string, glue: string) => syncKeys.map((_, at) => write(at)).join(glue)
  const keys = syncKeys.map((field, at) => `, ${rowKey('sought', field)} as key_${at}`).join('')
  const joins = syncKeys.map(
    (f, at) =>
      `left join ${scope.object} p_${at} on p_${at}.${ident(keyColumn(f))} = k.key_${at} and p_${at}.id not in (${leavingSql(scope, f)})`,
  )
  // Who became part of somebody stands for that one.
  const idOf = (at: number) =>
    scope.object === 'person' ? `coalesce(p_${at}.merged_into, p_${at}.id)` : `p_${at}.id`
  const first = `coalesce(${each(idOf, ', ')})`
  const foundBy = each((at) => `when p_${at}.id is not null then ${literal(syncKeys[at]?.key ?? '')}`, ' ')
  const disagree = each((at) => `${idOf(at)} <> ${first}`, ' or ')
  const keyOfNobody = each((at) => `${literal(`${at}:`)} || k.key_${at}::text`, ', ')

  const unique = uniqueFields(scope).map((field, at) => `, ${rowKey('"values"', field)} as unique_${at}`)

  return `
    with gathered as (
      select s.number, s.vendor_id, s.label, s.standing, s.role, s.active, s.row_hash, r.object_id as linked, r.gone_at is not null as returns,
             case when r.vendor_id is null then s."row" else (r."row" - ${unmapped(scope)}) || s."row" end as "values", s.keys, s.volatile,
             case when r.vendor_id is not null then s."row" || coalesce(s.keys, '{}') || coalesce(s.volatile, '{}') end as told
        from staged s left join source_record r on r.source_id = ${literal(sourceId)} and r.vendor_id = s.vendor_id
       where s.run_id = ${literal(runId)}
    ), keyed as (
      select *${keys} from (
        select *, case when keys is null then "values" else "values" || keys end as sought from gathered) g
    ), matched as (
      select k.*, coalesce(k.linked, ${first}) as found,
             coalesce(k.linked is null and (${disagree}), false) as disagree,
             coalesce(${keyOfNobody}) as key_of_nobody,
             case when k.linked is not null then 'vendor id' ${foundBy} end as found_by
        from keyed k ${joins.join('\n        ')}
    )
    select *${unique.join('')} from (
    select m.number, m.vendor_id, m.label, m.standing, m.role, m.active, m.row_hash, m.found, m.found_by, m.linked is null as is_new, m.returns,
           -- Keys that only find people, and what is the same for a whole run, are there when their person is created.
           case when m.found is null then case when m.volatile is null then m.sought else m.sought || m.volatile end
                else m."values" end as "values",
           case when m.found is null then m.told end as said, null::jsonb as problems,
           -- Whoever is yet to be created gets an id where it is needed; making them here would keep a second core idle.
           m.found as object_id,
           coalesce(m.found::text, m.key_of_nobody) as somebody,
           -- What was staged of somebody who was erased meanwhile is empty, down to the vendor id.
           case when m.vendor_id = '' then 'erased'
                when m.disagree then 'keys_disagree'
                when m.found is null and m.key_of_nobody is null then 'no_key'
                when p.archived_at is not null${comesBack(scope)} then 'archived'
                when m.found is null and ${literal(preference)} = 'update' then 'no_match'
                when m.found is not null and ${literal(preference)} = 'create' then 'exists'
           end as reason
      from matched m left join ${scope.object} p on p.id = m.found
    ) told`
}

/** But for those whom only an undo of this source archived, once a person looks at the plan. */
const comesBack = ({ attended, sourceId }: PlanScope): string =>
  attended
    ? ` and (
                     select u.kind = 'undo' and u.integration_id = ${literal(sourceId)} from change c left join run u on u.id = c.run_id
                      where c.object_id = p.id and c.kind in ('archived', 'restored') order by c.id desc limit 1) is not true`
    : ''

/** The people whose own rows say another value of this key than they have, or none: whoever says the old one is somebody else. */
function leavingSql({ runId, sourceId, object }: PlanScope, field: Field): string {
  return `
    select r.object_id
      from staged s join source_record r on r.source_id = ${literal(sourceId)} and r.vendor_id = s.vendor_id
      join ${object} p on p.id = r.object_id
     where s.run_id = ${literal(runId)} and s."row" ? ${literal(field.key)}
       and ${rowKey('s."row"', field)} is distinct from p.${ident(keyColumn(field))}`
}

/** Rows of one object: one speaks, the others go along. */
async function groupRows(client: ClientBase, { object }: PlanScope): Promise<void> {
  await client.query(`
    with several as materialized (
      select somebody, new_id() as id
        from (select somebody from plan_row where reason is null group by somebody having count(*) > 1) s
    ), placed as (
      select number, coalesce(object_id, several.id) as object_id, row_number() over same as place
        from plan_row join several using (somebody) where reason is null
      window same as (partition by somebody order by ${recordOrder(object)})
    )
    update plan_row r set object_id = placed.object_id, reason = case when placed.place > 1 then 'same_object' end
      from placed where placed.number = r.number`)
}
