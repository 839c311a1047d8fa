import type { ClientBase } from 'pg'
import { handSource } from '../hand-source.ts'
import type { ScopeOf } from '../scope.ts'
import { literal } from '../sql.ts'

/**
 * Puts every source record that the run wrote into the temporary table `undo_record`: as it becomes (`restored`; null:
 * there is none), whether it is there and gone now, and every object that it was of. What was changed since stays, key by
 * key; a record that the run made goes, whatever was said since.
 */
export async function gatherRecords(client: ClientBase, scope: ScopeOf<'undo'>): Promise<void> {
  await client.query('drop table if exists pg_temp.undo_record')
  await client.query(`create temp table undo_record on commit drop as ${recordsSql(scope)}`)
  await client.query('alter table undo_record add primary key (vendor_id)')
  await client.query('analyze undo_record (vendor_id)')
}

function recordsSql({ sourceId, undoes }: ScopeOf<'undo'>): string {
  const [us, undone] = [literal(sourceId), literal(undoes)]
  return `
    with applied as (
      -- Its own and what was applied after it: a plan that waited has an older id than runs before it.
      select run.id, run.applied_revision as place
        from run join run undone on undone.id = ${undone}
       where run.integration_id = ${us} and run.applied_revision >= undone.applied_revision
    ), told as (
      select a.id as run_id, a.place, b.vendor_id, b.record from source_before b join applied a on a.id = b.run_id
       union all
      -- Of what a run made anew, the record itself says so.
      select a.id, a.place, r.vendor_id, null
        from source_record r join applied a on a.id = r.made_by
       where r.source_id = ${us}
         and not exists (select from source_before b where b.run_id = r.made_by and b.vendor_id = r.vendor_id)
    ), ours as (
      select vendor_id, record from told where run_id = ${undone}
    ), later as (
      -- What the next run found is what this one left.
      select distinct on (vendor_id) vendor_id, record from (
        select vendor_id, place, record from told where run_id <> ${undone}
         union all
        -- What a hand left is kept, for people are written by hand beside runs, too.
        select vendor_id, 0, nullif("after", 'null') from source_before where run_id = ${undone} and "after" is not null
      ) next where vendor_id in (select vendor_id from ours) order by vendor_id, place
    ), known as (
      select o.vendor_id, o.record as before, l.vendor_id is null as is_last, l.record as after, r as now,
             r.vendor_id is not null as is_there, r.gone_at is not null as is_gone,
             array[(o.record->>'object_id')::uuid, (l.record->>'object_id')::uuid, r.object_id] as objects
        from ours o left join later l on l.vendor_id = o.vendor_id
        left join source_record r on r.source_id = ${us} and r.vendor_id = o.vendor_id
    )
    select ${us}::uuid as source_id, vendor_id, is_there, is_gone, objects, ${restoredSql} || ${lookAgain} || ${ownerSql} as restored from known`
}

// Null stays null: what is not there has nothing to be looked at again.
const lookAgain = `jsonb_build_object('raw_hash', null, 'updated_at', now())`

// Whose it is, is changed by merges alone, and they are not what is taken back.
const ownerSql = `case when (now).object_id is null or before->>'object_id' is null then '{}'
  else jsonb_build_object('object_id', (now).object_id, 'joined', (now).joined) end`

// Nearly always nothing was changed since, and nothing has to be compared.
const restoredSql = `
  case when is_last then before
       else (
         select case when not is_there and after is not null then null
                     when not is_there then before
                     when before is null then null
                     when after is null then now
                     when now = after then before
                     else (${eachColumn()}) end
           from (select to_jsonb(known.now) as now offset 0) as_json) end`

/** Of a record that was changed since: each of its columns, and each value of its row, by itself. */
function eachColumn(): string {
  // A number means something only along with its run.
  const marker = `case when k = 'number' then 'run_id' else k end`
  const keys = `jsonb_object_keys(coalesce(before->'row', '{}') || (now->'row')) k`
  const kept = (of: string, mark: string) =>
    `case when now${of}->${mark} is not distinct from after${of}->${mark} then before${of}->k else now${of}->k end`
  return `
    select jsonb_object_agg(k, ${kept('', `(${marker})`)}) || jsonb_build_object('row', (
             select coalesce(jsonb_object_agg(k, v) filter (where v is not null), '{}')
               from (select k, ${kept(`->'row'`, 'k')} as v from ${keys}) each_value))
      from jsonb_object_keys(now) k`
}

// A hand that says nothing has no record.
const saysNothing = `coalesce(u.restored->'row', '{}') = '{}'`

/** Brings the records of a step back, and keeps what they were until now, so that this can be undone, too. */
export async function restoreRecords(
  client: ClientBase,
  { runId, sourceId }: Pick<ScopeOf<'undo'>, 'runId' | 'sourceId'>,
): Promise<void> {
  const isByHand = sourceId === handSource
  await client.query(`drop table if exists pg_temp.undo_now`)
  await client.query(`
    create temp table undo_now on commit drop as
    select u.vendor_id, u.restored from undo_record u
     where (u.is_there or u.restored is not null)
       and exists (select from step s where s.vendor_id = u.vendor_id and s.kind <> 'failed')`)
  await client.query('analyze undo_now (vendor_id)')
  await client.query(
    `insert into source_before (run_id, vendor_id, record, "after")
     select $2, u.vendor_id, to_jsonb(r), case when ${isByHand} then case when ${saysNothing} then 'null' else u.restored end end from undo_now u left join source_record r on r.source_id = $1 and r.vendor_id = u.vendor_id`,
    [sourceId, runId],
  )
  await client.query(
    'delete from source_record r using undo_now u where r.source_id = $1 and r.vendor_id = u.vendor_id',
    [sourceId],
  )
  await client.query(
    `insert into source_record
     select r.* from undo_now u, lateral jsonb_populate_record(null::source_record, u.restored) r
      where u.restored is not null and not (${isByHand} and ${saysNothing})`,
  )
  // What was somebody's who became part of another since is the other's, but for what is written by hand: that is kept by person.
  if (isByHand) return
  await client.query(
    `update source_record r set object_id = gone.merged_into, joined = array[m.id]
       from undo_now u, person gone join person_merge m on m.from_id = gone.id and m.split_at is null
      where r.source_id = $1 and r.vendor_id = u.vendor_id and gone.id = r.object_id and gone.merged_into is not null`,
    [sourceId],
  )
}
