import type { ClientBase } from 'pg'
import { invalid, type Problem } from '../lib/errors.ts'
import { cleanText } from '../lib/text.ts'
import { columnProblems, fieldIn, readFields, shareColumn, typeProblems } from './catalogue.ts'
import { type Field, fieldOf } from './field.ts'
import { lockBriefly } from './lock.ts'
import { objects } from './object.ts'
import { fieldIdSql, ident } from './sql.ts'
import { makeUnique, sharedValues } from './unique.ts'

/** What can be changed of a field; of Muster's own only what it is called. */
interface FieldEdit {
  readonly label?: string | undefined
  readonly mandatory?: boolean | undefined
  /** Of a choice: those that are left out must be nobody's. */
  readonly options?: readonly string[] | undefined
  /** Only where no two people share a value. */
  readonly unique?: true | undefined
  readonly retired?: boolean | undefined
}

/** Edits a field. Throws `not.found` and, as making one does, `input.invalid` and `database.locked`. */
export async function editField(client: ClientBase, id: string, edit: FieldEdit): Promise<Field> {
  await lockBriefly(client)
  const { object, key } = fieldOf(id)
  const fields = await readFields(client, object)
  const before = fieldIn(fields, key)
  const { mandatory = before.mandatory, unique = before.unique, retired = before.retired } = edit
  const label = edit.label === undefined ? before.label : cleanText(edit.label)
  const options = edit.options?.map(cleanText) ?? before.options
  const field: Field = { ...before, label, options, mandatory, unique, retired }
  const becomesUnique = field.unique && !before.unique
  const problems = [
    ...coreProblems(before, edit),
    ...takenProblems(field, fields),
    // One that is called so already can be edited.
    ...(label === before.label ? [] : columnProblems(field)),
  ]
  if (problems.length > 0) throw invalid(problems)
  problems.push(...typeProblems(field), ...(await optionProblems(client, before, options)))
  if (becomesUnique) problems.push(...sharedColumns(field, fields), ...(await sharedValues(client, field)))
  if (problems.length > 0) throw invalid(problems)
  await keepField(client, field)
  if (becomesUnique) await makeUnique(client, field)
  // A plan that waits was judged by the field as it was.
  await client.query('update directory_state set revision = revision + 1')
  return field
}

/** What code relies on stays: of Muster's own fields everything but what they are called. */
function coreProblems({ core, label }: Field, edit: FieldEdit): Problem[] {
  if (!core) return []
  const rules = (['mandatory', 'options', 'unique', 'retired'] as const).filter(
    (rule) => edit[rule] !== undefined,
  )
  return rules.map((field) => ({
    field,
    message: `"${label}" is Muster's own field: only what it is called can be changed`,
  }))
}

function takenProblems({ key, label }: Field, fields: readonly Field[]): Problem[] {
  const isTaken = fields.some(
    (other) => other.key !== key && other.label.toLowerCase() === label.toLowerCase(),
  )
  return isTaken
    ? [{ field: 'label', message: `there is already a field "${label}"; choose another label` }]
    : []
}

/** The column that keeps a field unique may have the name of another field. */
function sharedColumns(field: Field, fields: readonly Field[]): Problem[] {
  const other = fields.find((each) => each.key !== field.key && shareColumn(each, field))
  return other
    ? [
        {
          field: 'unique',
          message: `the field "${other.label}" (${other.key}) is in the way; make "${field.label}" anew under another label`,
        },
      ]
    : []
}

const keepField = (client: ClientBase, { object, key, label, mandatory, options, retired }: Field) =>
  client.query(
    // The options of one of Muster's own may be the roles there are, which are kept as such.
    `update field set label = $3, mandatory = $4, options = case when core then options else $5 end, retired = $6
      where object = $1 and key = $2`,
    [object, key, label, mandatory, [...options], retired],
  )

/** An option that is in use stays. */
async function optionProblems(
  client: ClientBase,
  { object, key, options: before }: Field,
  after: readonly string[],
): Promise<Problem[]> {
  const dropped = before.filter((option) => !after.includes(option))
  if (dropped.length === 0) return []
  const { one, many } = objects[object]
  // What a source says though another speaks first is a value as soon as that one falls silent.
  const { rows } = await client.query<{ option: string; has: number; said: number }>(
    `select option, (select count(*) from ${object} where ${ident(key)} = option) as has,
            (select count(distinct r.object_id) from source_record r join ${object} o on o.id = r.object_id
              where r."row" ->> $2 = option and o.${ident(key)} is distinct from option) as said
       from unnest($1::text[]) as option order by 1`,
    [dropped, key],
  )
  const people = (count: number) => (count === 1 ? `one ${one}` : `${count} ${many}`)
  return rows.flatMap(({ option, has, said }) => [
    ...(has > 0
      ? [
          {
            field: 'options',
            message: `"${option}" cannot go: ${people(has)} ${has === 1 ? 'has' : 'have'} it`,
          },
        ]
      : []),
    ...(has === 0 && said > 0
      ? [{ field: 'options', message: `"${option}" cannot go: a source says it of ${people(said)}` }]
      : []),
  ])
}

/** Puts the fields of these ids in this order, in the places that they have among all. */
export async function orderFields(client: ClientBase, ids: readonly string[]): Promise<void> {
  await client.query(
    `update field f set position = place.position
       from (select position, row_number() over (order by position) as n from field where ${fieldIdSql} = any($1)) place
       join unnest($1::text[]) with ordinality as wanted (id, n) using (n)
      where ${fieldIdSql} = wanted.id`,
    [ids],
  )
}
