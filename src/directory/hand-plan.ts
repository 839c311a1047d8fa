import type { ClientBase } from 'pg'
import type { Problem } from '../lib/errors.ts'
import type { Field } from './field.ts'
import { type HandEdit, type HandWord, handSource, saidByHand } from './hand-source.ts'
import { judgeRows } from './judge.ts'
import { objects } from './object.ts'
import { putPlanRows } from './plan-rows.ts'
import { projectRows } from './project.ts'
import { uniqueFields } from './scope.ts'
import { literal, rowKey } from './sql.ts'

/** Somebody or something for which an edit by hand does not go. */
export interface Refused {
  readonly objectId: string
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** Plans an edit by hand. Answers who is refused; nobody is changed yet. */
export async function planByHand(
  client: ClientBase,
  edit: HandEdit,
  fields: readonly Field[],
): Promise<readonly Refused[]> {
  const ids = `unnest(array[${edit.ids.map(literal).join(', ')}]::uuid[])`
  await gatherByHand(client, edit, {
    whom: `select (row_number() over (order by id) - 1)::integer as number, id::text as vendor_id, id from ${ids} id`,
    mandatory: fields.filter(({ mandatory }) => mandatory),
  })
  const { rows } = await client.query<Refused>(
    `select object_id as "objectId", reason, coalesce(problems, '[]') as problems from plan_row where reason is not null order by number`,
  )
  return rows
}

/** Whom an edit by hand is about. */
interface Gathering {
  /** SQL: rows (number, vendor_id, id); the id of whoever may not be edited is null. */
  readonly whom: string
  readonly mandatory: readonly Field[]
}

/**
 * Puts people or devices into the temporary table `plan_row` as they are after an edit: what the hand says of each then, projected and
 * judged like the rows of a run. `reason` says for whom it does not go.
 */
export async function gatherByHand(
  client: ClientBase,
  edit: HandWord,
  { whom, mandatory }: Gathering,
): Promise<void> {
  await client.query(`insert into source (id, kind) values ($1, 'hand') on conflict do nothing`, [handSource])
  await putPlanRows(client, rowsSql(edit, whom))
  const scope = { sourceId: handSource, written: edit.written, mandatory }
  await projectRows(client, scope)
  await refuseFilled(client, edit)
  await judgeRows(client, scope)
}

function rowsSql(edit: HandWord, whom: string): string {
  const unique = uniqueFields(edit).map((field, at) => `, ${rowKey('"values"', field)} as unique_${at}`)
  const said = `${literal(JSON.stringify(edit.values))}::jsonb`
  const labelSql = `coalesce(${objects[edit.object].names.map((name) => `p.${name}`).join(', ')})`
  return `
    with told as (
      select w.number, w.vendor_id, ${labelSql} as label, p.id as found, p.id as object_id, null::uuid as row_hash, ${keepsSql(edit)} as keeps,
             coalesce(h."row", '{}') || ${said} || ${returnedSql(edit)} as "values", 0::smallint as standing, null::jsonb as said, null::jsonb as problems,
             ${misfitSql(edit)} as reason
        from (${whom}) w left join ${edit.object} p on p.id = w.id
        left join source_record h on h.source_id = ${literal(handSource)} and h.vendor_id = p.id::text
    )
    select *${unique.join('')} from told`
}

/** Whether the hand says something else of somebody then, though their values may stay as they are. */
function keepsSql(edit: HandWord): string {
  const { said, silent } = saidByHand(edit)
  const now = `coalesce(h."row", '{}')`
  return `(${now} || ${literal(JSON.stringify(said))}::jsonb) - array[${silent.map(literal).join(', ')}]::text[] <> ${now}`
}

function misfitSql({ act, object }: HandWord): string {
  const isLeft = `${object === 'person' ? `when p.merged_into is not null then 'merged'` : ''}
    when exists (select from change c where c.object_id = p.id and c.kind = 'erased') then 'erased'`
  return act === 'restored'
    ? `case when p.id is null then 'no_object' when p.archived_at is null then 'present' ${isLeft} end`
    : `case when p.id is null then 'no_object' when p.archived_at is null then null ${isLeft} else 'archived' end`
}

/** What a field becomes that is given back: as a source says, or, where none speaks of it, as the object was made. */
function returnedSql({ givenBack }: HandWord): string {
  if (givenBack.length === 0) return `'{}'::jsonb`
  const keys = givenBack.map(literal).join(', ')
  return `(
    select jsonb_object_agg(key, case when is_said then 'null' else coalesce(made.after->key, 'null') end)
      from (select key, exists (select from source_record r where r.object_id = p.id and r.source_id <> ${literal(handSource)}
                                   and r."row" ? key) as is_said
              from unnest(array[${keys}]) key) given
      left join change made on made.object_id = p.id and made.kind = 'created')`
}

/** An empty value lets the next source speak: whoever wants a field empty would be astonished. */
async function refuseFilled(client: ClientBase, { values, written }: HandWord): Promise<void> {
  const emptied = written.filter(({ key }) => values[key] === null)
  if (emptied.length === 0) return
  const listed = emptied.map(({ key, label }) => `(${literal(key)}, ${literal(label)})`).join(', ')
  await client.query(
    `update plan_row r set reason = 'filled', problems = filled.problems
       from (select number, jsonb_agg(jsonb_build_object('field', emptied.label, 'message',
                      'cannot be emptied by hand, for a source says ' || to_json("values"->>key)::text || '; correct it there, or write another value')) as problems
               from plan_row, (values ${listed}) emptied (key, label) where "values"->>key is not null group by number) filled
      where filled.number = r.number and r.reason is null`,
  )
}
