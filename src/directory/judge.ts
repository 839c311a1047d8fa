import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import { objects } from './object.ts'
import { type PlanScope, uniqueFields } from './scope.ts'
import { ident, keyColumn, literal, rowValue } from './sql.ts'

/** What of a plan is judged. */
interface Judged extends Pick<PlanScope, 'mandatory' | 'written'> {
  /** SQL: the ids of those whom the plan archives, and who keep their unique values. */
  readonly archived?: string
}

/**
 * Checks every constraint of the directory against the plan as a whole, so that apply cannot fail on
 * one record. A row that does not fit fails by itself, with its problems named.
 */
export async function judgeRows(client: ClientBase, scope: Judged): Promise<void> {
  await failMissing(client, scope)
  const unique = uniqueFields(scope).map((field, at) => ({ field, key: `unique_${at}` }))
  for (const one of unique) await failTwins(client, one)
  if (unique.length > 0) await failTaken(client, unique, scope.archived ?? 'null')
  await client.query(`
    update plan_row r set reason = 'object_failed'
      from plan_row winner
     where r.reason = 'same_object' and winner.object_id = r.object_id and winner.reason in ('mandatory', 'taken')`)
}

/** A unique field, and the column of `plan_row` that holds its value as its constraint compares it. */
interface Unique {
  readonly field: Field
  readonly key: string
}

/** Nobody is created without a mandatory value, and nobody loses one. */
async function failMissing(
  client: ClientBase,
  { mandatory, written }: Pick<PlanScope, 'mandatory' | 'written'>,
): Promise<void> {
  const tests = mandatory.map((field) => missingTest(field, written))
  const problems = mandatory.map((field, at) => `(${tests[at]}, ${problem(field, missingMessage)})`)
  await client.query(`
    update plan_row set reason = 'mandatory',
           problems = (select jsonb_agg(v.problem) from (values ${problems.join(', ')}) v (missing, problem) where v.missing)
     where reason is null and (${tests.join(' or ')})`)
}

function missingTest(field: Field, written: readonly Field[]): string {
  const isEmpty = `${rowValue('"values"', field)} is null`
  const created = `found is null and ${isEmpty}`
  const isWritten = written.some((other) => other.key === field.key)
  const emptied = isWritten
    ? `found is not null and "values" ? ${literal(field.key)} and ${isEmpty}`
    : 'false'
  return `(${created} or ${emptied})`
}

const missingMessage = `case when found is null then 'is mandatory, and the record has no value for it'
  else 'is mandatory, and the record would empty it' end`

/** The same unique value twice in one list: who has it keeps it, or an existing person gets it, or the first row. */
async function failTwins(client: ClientBase, { field, key }: Unique): Promise<void> {
  const has = `p.${ident(keyColumn(field))}`
  await client.query(`
    with several as (
      select r.${key} as key from plan_row r where r.reason is null group by 1 having count(*) > 1
    ), placed as (
      select r.number, r.${key}::text as key,
             first_value(case when r.vendor_id = r.found::text then r.label else 'record ' || r.vendor_id end) over same as first, row_number() over same as place
        from plan_row r left join ${field.object} p on p.id = r.found
       where r.reason is null and r.${key} in (select key from several)
      window same as (partition by r.${key} order by ${has} is distinct from r.${key}, r.found is null, r.standing, r.number)
    )
    update plan_row r set reason = 'taken',
           problems = jsonb_build_array(${problem(field, `'"' || placed.key || '" is also that of ' || placed.first || ' in the same list'`)})
      from placed where placed.number = r.number and placed.place > 1`)
}

/**
 * A unique value that somebody has who keeps it. Whoever gives one up may wait for another in turn, and a row that
 * fails gives up nothing: so failures go along the chain.
 */
async function failTaken(client: ClientBase, unique: readonly Unique[], archived: string): Promise<void> {
  await client.query('drop table if exists pg_temp.waiting')
  const { rowCount } = await client.query(
    `create temp table waiting on commit drop as ${unique.map((one, place) => waitingSql({ ...one, place, archived })).join(' union all ')}`,
  )
  if (rowCount === 0) return
  // A chain is followed link by link: without an index each would look at all of them.
  await client.query('create index on waiting (giver)')
  await client.query('analyze waiting')
  await client.query(`
    with recursive failing as (
      select number from waiting where giver is null
       union
      select w.number from failing f join waiting w on w.giver = f.number
    ), failed as (
      select w.number, jsonb_agg(jsonb_build_object('field', w.field, 'message', ${takenMessage}) order by w.place) as problems
        from waiting w
       where w.giver is null or w.giver in (select number from failing)
       group by w.number
    )
    update plan_row r set reason = 'taken', problems = failed.problems from failed where failed.number = r.number`)
}

const takenMessage = `'"' || w.key || '" already belongs to ' || w.owner || case when w.is_archived
  then ', whom this plan archives with it; give them another one by hand first, then look at the plan again' else '' end`

interface Wanted extends Unique {
  readonly place: number
  readonly archived: string
}

/** The rows that want a value which somebody else has, and the other's own row if it gives the value up. */
function waitingSql({ field, key, place, archived }: Wanted): string {
  return `
    select r.number, ${place} as place, ${literal(field.label)} as field, r.${key}::text as key, owner.${ident(objects[field.object].called)} as owner,
           owner.id in (${archived}) as is_archived, gives.number as giver
      from plan_row r
      join ${field.object} owner on owner.${ident(keyColumn(field))} = r.${key} and owner.id is distinct from r.object_id${exceptMerged(field)}
      left join plan_row gives
        on gives.object_id = owner.id and gives.found is not null and gives.reason is null
       and gives."values" ? ${literal(field.key)} and gives.${key} is distinct from r.${key}
     where r.reason is null`
}

/** Who became part of somebody gives way to them. */
const exceptMerged = ({ object }: Field): string =>
  object === 'person'
    ? ' and (owner.merged_into is null or owner.merged_into is distinct from r.object_id)'
    : ''

const problem = (field: Field, message: string): string =>
  `jsonb_build_object('field', ${literal(field.label)}, 'message', ${message})`
