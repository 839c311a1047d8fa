import type { ClientBase } from 'pg'
import type { PlanScope } from './scope.ts'
import { ident, keyColumn, literal, rowKey } from './sql.ts'

/**
 * Finds the person of every staged row and puts the rows into the temporary table `plan_row`:
 * a row known by its vendor id keeps its person; another is found by the sync keys in order; rows of
 * nobody that share a key become one new person. `reason` says why a row goes no further.
 */
export async function matchRows(client: ClientBase, scope: PlanScope): Promise<void> {
  await client.query(`drop table if exists pg_temp.plan_row`)
  await client.query(`create temp table plan_row on commit drop as ${matchSql(scope)}`)
  await client.query('alter table plan_row add primary key (number)')
  await client.query('create index on plan_row (person_id)')
  await client.query('analyze plan_row')
}

function matchSql({ runId, sourceId, syncKeys, preference }: PlanScope): string {
  const each = (write: (at: number) => string, glue: string) => syncKeys.map((_, at) => write(at)).join(glue)
  const keys = syncKeys.map((field, at) => `, ${rowKey('sought', field)} as key_${at}`).join('')
  const joins = syncKeys.map(
    (f, at) => `left join person p_${at} on p_${at}.${ident(keyColumn(f))} = k.key_${at}`,
  )
  const first = `coalesce(${each((at) => `p_${at}.id`, ', ')})`
  const disagree = each((at) => `p_${at}.id <> ${first}`, ' or ')
  const keyOfNobody = each((at) => `${literal(`${at}:`)} || k.key_${at}::text`, ', ')

  return `
    with gathered as (
      select s.number, s.vendor_id, s.standing, r.person_id as linked,
             case when r.vendor_id is null then s."row" else r."row" || s."row" end as "values",
             case when s.keys is null then s."row" else s."row" || s.keys end as sought
        from staged s left join source_record r on r.source_id = ${literal(sourceId)} and r.vendor_id = s.vendor_id
       where s.run_id = ${literal(runId)}
    ), keyed as (
      select number, vendor_id, standing, linked, "values"${keys} from gathered
    ), matched as (
      select k.number, k.vendor_id, k.standing, k."values",
             coalesce(k.linked, ${first}) as found,
             coalesce(k.linked is null and (${disagree}), false) as disagree,
             coalesce(${keyOfNobody}) as key_of_nobody
        from keyed k ${joins.join('\n        ')}
    ), grouped as (
      select m.*, first_value(coalesce(found, new_id())) over same as person_id, row_number() over same as place
        from matched m
      window same as (
        partition by coalesce(found::text, key_of_nobody, '#' || number) collate "C" order by disagree, standing, number)
    )
    select g.number, g.vendor_id, g.standing, g."values", g.found, null::jsonb as problems,
           case when found is null and key_of_nobody is null then null else g.person_id end as person_id,
           case when disagree then 'keys_disagree'
                when found is null and key_of_nobody is null then 'no_key'
                when p.archived_at is not null then 'archived'
                when found is null and ${literal(preference)} = 'update' then 'no_match'
                when found is not null and ${literal(preference)} = 'create' then 'exists'
                when place > 1 then 'same_person'
           end as reason
      from grouped g left join person p on p.id = g.found`
}
