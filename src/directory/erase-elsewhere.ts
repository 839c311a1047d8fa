import type { ClientBase } from 'pg'
import { addresses } from './erase-names.ts'
import { literal } from './sql.ts'

/**
 * Puts into the temporary table `elsewhere` the records that may be somebody's though no source record says so: of lists that
 * nobody applied, or which were not taken. `is_theirs`: found for them, or under an address of theirs; the others only name one
 * somewhere. `is_others`: the source knows the record as somebody else's, or it says so itself. Call it after `gatherNames`.
 */
export async function gatherElsewhere(client: ClientBase, personId: string): Promise<void> {
  await client.query('drop table if exists pg_temp.elsewhere')
  await client.query(`
    create temp table elsewhere on commit drop as
    select source_id, vendor_id, run_id, number, is_theirs,
           exists (select from source_record k where k.source_id = o.source_id and k.vendor_id = o.vendor_id
                      and k.object_id <> ${literal(personId)})
             or bool_or(is_anothers) over same and not bool_or(is_theirs) over same as is_others
      from (${openRecords(literal(personId))}) o where is_theirs or ${addresses('raw')}
    window same as (partition by source_id, vendor_id)`)
}

/** Takes what names somebody from records that stay, because they are others'. */
export async function forgetElsewhere(client: ClientBase): Promise<void> {
  for (const sql of traces) await client.query(sql)
}

const isAddress = (value: string): string => `lower(${value}) in (select name from owner_name)`

/** Whether it says who it is about, and that is somebody else. */
const isAnothers = `exists (
             select from unnest(array[s."row"->>'email', s.keys->>'email', s."row"->>'username', s.keys->>'username']) said
             having count(said) > 0 and not coalesce(bool_or(${isAddress('said')}), false))`

const isOfList = `run.object = 'person' and run.kind in ('load', 'replay', 'undo')`

const openRecords = (personId: string): string => {
  const staged = `
    select run.integration_id as source_id, s.vendor_id, s.run_id, s.number, s.raw,
           coalesce(${isAddress(`s."row"->>'email'`)} or ${isAddress(`s.keys->>'email'`)}, false) as is_theirs,
           ${isAnothers} as is_anothers
      from run join staged s on s.run_id = run.id`
  return `
    ${staged} where ${isOfList} and run.applied_revision is null and s.vendor_id <> ''
     union all
    ${staged} join outcome o on o.run_id = s.run_id and o.number = s.number and o.kind in ('skipped', 'failed', 'held')
     where ${isOfList} and run.applied_revision is not null and s.vendor_id <> ''
     union all
    select run.integration_id, o.vendor_id, o.run_id, o.number, o.raw, coalesce(o.object_id = ${personId}, false), false
      from run join outcome o on o.run_id = run.id
     where ${isOfList} and o.vendor_id <> '' and (o.object_id = ${personId} or o.raw is not null)`
}

const ofOthers = (table: string): string =>
  `from elsewhere e where e.is_others and e.run_id = ${table}.run_id and e.number = ${table}.number`

/** SQL: named values but for those with an address of theirs. */
const withoutAddress = (values: string): string =>
  `${values} - array(select key from jsonb_each(${values}) where ${addresses('value::text')})`

const traces: readonly string[] = [
  `update staged set "row" = "row" - 'email', keys = keys - 'email', raw = '',
          label = case when ${isAddress('label')} then staged.vendor_id else label end ${ofOthers('staged')} and e.is_theirs`,
  `update outcome set changes = changes - 'email', label = case when ${isAddress('label')} then outcome.vendor_id else label end
     ${ofOthers('outcome')} and e.is_theirs`,
  // Somebody alive, whom a plan may be about that waits: the rest of it goes on.
  `update staged set "row" = ${withoutAddress('"row"')}, keys = ${withoutAddress('keys')}, volatile = ${withoutAddress('volatile')},
          raw = '', raw_hash = gen_random_uuid() ${ofOthers('staged')} and not e.is_theirs`,
  `update outcome set changes = ${withoutAddress('changes')} ${ofOthers('outcome')} and not e.is_theirs`,
  `update outcome set problems = null, raw = null ${ofOthers('outcome')}`,
]
