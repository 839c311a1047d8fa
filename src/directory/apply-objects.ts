import type { ClientBase } from 'pg'
import { type Field, isQuiet } from './field.ts'
import { type PlanScope, uniqueFields } from './scope.ts'
import { columnType, ident, keyColumn, literal, rowKey, rowValue } from './sql.ts'

// Nearly always the row alone, which then need not be put together anew.
const finalValues = `case when keys is null and volatile is null and changes is null then "row" else "row" || coalesce(keys, '{}') || coalesce(volatile, '{}') ||
  case when changes is null then '{}' else (select jsonb_object_agg(key, value->1) from jsonb_each(changes)) end end`

/** Creates the objects of a step, each with one row of history. */
export async function createObjects(
  client: ClientBase,
  { object, written, runId, actor }: PlanScope,
): Promise<void> {
  const columns = written.map((field) => ident(field.key))
  const values = written.map((field) => rowValue('v', field))
  await client.query(
    `with planned as materialized (
       select object_id, ${finalValues} as v from step where kind = 'created'
     ), made as (
       insert into ${object} (id, ${columns.join(', ')}) select object_id, ${values.join(', ')} from planned
     )
     insert into change (object, object_id, kind, after, run_id, actor)
     select $3, object_id, 'created', v, $1, $2 from planned`,
    [runId, actor, object],
  )
}

/** What objects are changed by; what is done by hand belongs to no run. */
export interface Changing extends Pick<PlanScope, 'object' | 'written' | 'actor'> {
  readonly runId: string | null
  /** SQL: the source to which a change (`c`) of a row of the step (`s`) gives its field back; left out: to none. */
  readonly givenTo?: string | undefined
}

// Who is archived or restored may be given other values, too.
const isKept = `s.kind in ('updated', 'archived', 'restored')`

/** Changes the objects of a step, each changed field with its row of history. */
export async function updateObjects(
  client: ClientBase,
  { object, written, runId, actor, givenTo = 'null::uuid' }: Changing,
): Promise<void> {
  const { rowCount } = await client.query(
    `update ${object} p set updated_at = now(), ${written.map(assignment).join(', ')}
       from step s
      where ${isKept} and (s.changes is not null or s.volatile is not null) and p.id = s.object_id`,
  )
  await writeQuietly(client, { object, written })
  if (object === 'person' && rowCount) await swapWithMerged(client, { written, runId, actor })
  await client.query(
    `insert into change (object, object_id, kind, field, before, after, run_id, actor, given_to)
     select $3, s.object_id, 'updated', c.key, c.value->0, c.value->1, $1, $2, ${givenTo}
       from step s, jsonb_each(s.changes) c where ${isKept} order by s.number`,
    [runId, actor, object],
  )
}

/** What means little each time is written of objects, too, that are else unchanged. */
async function writeQuietly(
  client: ClientBase,
  { object, written }: Pick<Changing, 'object' | 'written'>,
): Promise<void> {
  for (const field of written.filter(isQuiet))
    await client.query(
      `update ${object} p set ${ident(field.key)} = ${rowValue('s.volatile', field)}
         from step s where s.kind = 'unchanged' and s.volatile ? ${literal(field.key)} and p.id = s.object_id`,
    )
}

/**
 * Who became part of somebody keeps unique values that this one had and has no more, in exchange for the one taken: whoever
 * is listed under either is still found.
 */
async function swapWithMerged(
  client: ClientBase,
  { written, runId, actor }: Omit<Changing, 'object'>,
): Promise<void> {
  for (const field of uniqueFields({ written })) {
    const [name, column] = [literal(field.key), ident(field.key)]
    await client.query(
      `with swapped as (
         select gone.id, to_jsonb(gone.${column}) as before, s.changes->${name}->0 as after
           from step s join person gone on gone.merged_into = s.object_id
            and gone.${ident(keyColumn(field))} = ${rowKey(`jsonb_build_object(${name}, s.changes->${name}->1)`, field)}
          where ${isKept} and s.changes ? ${name}
       ), written as (
         update person p set ${column} = (swapped.after #>> '{}')::${columnType(field.type)}, updated_at = now()
           from swapped where p.id = swapped.id
       )
       insert into change (object, object_id, kind, field, before, after, run_id, actor)
       select 'person', id, 'updated', ${name}, before, after, $1, $2 from swapped`,
      [runId, actor],
    )
  }
}

/** Archives and restores the objects of a step, each with a row of history. */
export const archiveObjects = (client: ClientBase, changing: Archiving): Promise<void> =>
  putAway(client, changing, { act: 's.kind', which: `s.kind in ('archived', 'restored')` })

/** Brings back the objects of a step that an undo had archived, each with a row of history. */
export const bringBack = (client: ClientBase, changing: Archiving): Promise<void> =>
  putAway(client, changing, { act: `'restored'`, which: `s.kind = 'updated' and s.reason = 'comes_back'` })

type Archiving = Omit<Changing, 'written'>

/** `act`: SQL that tells "archived" from "restored"; `which`: the rows (`s`) of the step that are meant. */
async function putAway(
  client: ClientBase,
  { object, runId, actor }: Archiving,
  { act, which }: { readonly act: string; readonly which: string },
): Promise<void> {
  await client.query(
    `update ${object} p set archived_at = case when ${act} = 'archived' then now() end, updated_at = now()
       from step s where ${which} and p.id = s.object_id`,
  )
  await client.query(
    `insert into change (object, object_id, kind, run_id, actor)
     select $3, s.object_id, ${act}, $1, $2 from step s where ${which} order by s.number`,
    [runId, actor, object],
  )
}

/** A changed field's new value; a volatile one (sync time and the like) is written only along with others. */
function assignment({ key, type }: Field): string {
  const [column, name] = [ident(key), literal(key)]
  return `${column} = case when s.changes ? ${name} then (s.changes->${name}->>1)::${columnType(type)}
    when s.volatile ? ${name} then (s.volatile->>${name})::${columnType(type)} else p.${column} end`
}
