import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import { type PlanScope, uniqueFields } from './scope.ts'
import { ident, keyColumn, literal, rowValue } from './sql.ts'

/**
 * Checks every constraint of the directory against the plan as a whole, so that apply cannot fail on
 * one record. A row that does not fit fails by itself, with its problems named.
 */
export async function judgeRows(client: ClientBase, scope: PlanScope): Promise<void> {
  await failMissing(client, scope)
  const unique = uniqueFields(scope).map((field, at) => ({ field, key: `unique_${at}` }))
  for (const one of unique) await failTwins(client, one)
  // A row that fails gives up no value, so another that waited for it may fail in turn.
  let failed = unique.length > 0
  while (failed) {
    failed = false
    for (const one of unique) if ((await failTaken(client, one)) > 0) failed = true
  }
  await client.query(`
    update plan_row r set reason = 'person_failed'
      from plan_row winner
     where r.reason = 'same_person' and winner.person_id = r.person_id and winner.reason in ('mandatory', 'taken')`)
}

/** A unique field, and the column of `plan_row` that holds its value as its constraint compares it. */
interface Unique {
  readonly field: Field
  readonly key: string
}

/** Nobody is created without a mandatory value, and nobody loses one. */
async function failMissing(client: ClientBase, { mandatory, written }: PlanScope): Promise<void> {
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
             first_value(r.vendor_id) over same as first, row_number() over same as place
        from plan_row r left join person p on p.id = r.found
       where r.reason is null and r.${key} in (select key from several)
      window same as (partition by r.${key} order by ${has} is distinct from r.${key}, r.found is null, r.standing, r.number)
    )
    update plan_row r set reason = 'taken',
           problems = jsonb_build_array(${problem(field, `'"' || placed.key || '" is also that of record ' || placed.first || ' in the same list'`)})
      from placed where placed.number = r.number and placed.place > 1`)
}

/** A unique value that somebody has who keeps it. Answers how many rows failed by it. */
async function failTaken(client: ClientBase, { field, key }: Unique): Promise<number> {
  const column = ident(keyColumn(field))
  const { rowCount } = await client.query(`
    update plan_row r set reason = 'taken',
           problems = jsonb_build_array(${problem(field, `'"' || r.${key} || '" already belongs to ' || owner.username`)})
      from person owner
     where r.reason is null and owner.${column} = r.${key} and owner.id is distinct from r.person_id
       and not exists (
         select from plan_row gives
          where gives.person_id = owner.id and gives.found is not null and gives.reason is null and gives."values" ? ${literal(field.key)}
            and gives.${key} is distinct from r.${key})`)
  return rowCount ?? 0
}

const problem = (field: Field, message: string): string =>
  `jsonb_build_object('field', ${literal(field.label)}, 'message', ${message})`
