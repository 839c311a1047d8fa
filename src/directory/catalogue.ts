import type { ClientBase, Pool } from 'pg'
import { AppError, invalid, type Problem } from '../lib/errors.ts'
import { cleanText } from '../lib/text.ts'
import { type Field, type FieldType, fieldOf, fieldTypes, type ObjectKind } from './field.ts'
import { failLocked, lockBriefly } from './lock.ts'
import { objects } from './object.ts'
import { columnType, fieldIdSql, ident, keyColumn } from './sql.ts'
import { makeUnique, sharedValues } from './unique.ts'

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** What a person says of a field to be made; the key is made from the label where none is given. */
export interface NewField {
  /** Of people where left out. */
  readonly object?: ObjectKind
  readonly key?: string
  readonly label: string
  readonly type: FieldType
  readonly unique?: boolean
  readonly mandatory?: boolean
  readonly options?: readonly string[]
}

/** Every field of an object, core fields first, in the order they were made. */
export async function readFields(db: Queryable, object: ObjectKind = 'person'): Promise<Field[]> {
  return (await readEveryField(db)).filter((field) => field.object === object)
}

/** The fields of all objects, each object's in the order of `readFields`. */
export async function readEveryField(db: Queryable): Promise<Field[]> {
  const { rows } = await db.query<Field>(
    `select object, key, label, type, is_unique as "unique", mandatory, coalesce(labels, options) as options, stored, core, retired
       from field left join (
         select array_agg(role.label order by role.position) as labels, array_agg(role.key order by role.position) as stored from role
       ) roles on object = 'person' and key = 'role' order by position`,
  )
  return rows.map(({ stored, ...field }) => (stored ? { ...field, stored } : field))
}

/** The field of an id. Throws `not.found`. */
export async function getField(db: Queryable, id: string): Promise<Field> {
  const { object, key } = fieldOf(id)
  return fieldIn(await readFields(db, object), key)
}

function fieldIn(fields: readonly Field[], key: string): Field {
  const field = fields.find((each) => each.key === key)
  if (field) return field
  throw new AppError('not.found', `There is no field with the key "${key.slice(0, 60)}"`)
}

/**
 * Makes a customer's field: a real column, so that lists sort fast and any BI tool reads it.
 * Throws `input.invalid` with every problem, and `database.locked` when the directory stays in use for two seconds.
 */
export async function createField(client: ClientBase, wanted: NewField): Promise<Field> {
  await lockBriefly(client)
  const field = completeField(wanted)
  const fields = await readFields(client, field.object)
  const problems = fieldProblems(field, fields)
  if (problems.length > 0) throw invalid(problems)
  await addColumn(client, field)
  await client.query(
    `insert into field (object, key, label, type, is_unique, mandatory, options)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [field.object, field.key, field.label, field.type, field.unique, field.mandatory, [...field.options]],
  )
  // A plan that waits knows nothing of it, and it may be mandatory.
  await client.query('update directory_state set revision = revision + 1')
  return field
}

/** What can be changed of a customer's field. */
interface FieldEdit {
  readonly label?: string | undefined
  readonly mandatory?: boolean | undefined
  /** Of a choice: those that are left out must be nobody's. */
  readonly options?: readonly string[] | undefined
  /** Only where no two people share a value. */
  readonly unique?: true | undefined
  readonly retired?: boolean | undefined
}

/** Edits a customer's field. Throws `not.found` and, as making one does, `input.invalid` and `database.locked`. */
export async function editField(client: ClientBase, id: string, edit: FieldEdit): Promise<Field> {
  await lockBriefly(client)
  const { object, key } = fieldOf(id)
  const fields = await readFields(client, object)
  const before = fieldIn(fields, key)
  if (before.core)
    throw invalid([{ field: 'id', message: `"${before.label}" is Muster's own field and stays as it is` }])
  const label = edit.label === undefined ? before.label : cleanText(edit.label)
  const options = edit.options?.map(cleanText) ?? before.options
  const { mandatory = before.mandatory, unique = before.unique, retired = before.retired } = edit
  const field: Field = { ...before, label, options, mandatory, unique, retired }
  const becomesUnique = field.unique && !before.unique
  const isTaken = fields.some(
    (other) => other.key !== key && other.label.toLowerCase() === label.toLowerCase(),
  )
  if (isTaken)
    throw invalid([{ field: 'label', message: `there is already a field "${label}"; choose another label` }])
  const problems = [...typeProblems(field), ...(await optionProblems(client, before, options))]
  if (becomesUnique) problems.push(...(await sharedValues(client, field)))
  if (problems.length > 0) throw invalid(problems)
  await client.query(
    `update field set label = $2, mandatory = $3, options = $4, retired = $5 where object = $6 and key = $1`,
    [key, field.label, field.mandatory, [...options], field.retired, object],
  )
  if (becomesUnique) await makeUnique(client, field)
  // A plan that waits was judged by the field as it was.
  await client.query('update directory_state set revision = revision + 1')
  return field
}

/** An option that is in use stays. */
async function optionProblems(
  client: ClientBase,
  { object, key, options: before }: Field,
  after: readonly string[],
): Promise<Problem[]> {
  const dropped = before.filter((option) => !after.includes(option))
  if (dropped.length === 0) return []
  const { rows } = await client.query<{ option: string; count: number }>(
    `select ${ident(key)} as option, count(*) from ${object} where ${ident(key)} = any($1) group by 1 order by 1`,
    [dropped],
  )
  return rows.map(({ option, count }) => ({
    field: 'options',
    message: `"${option}" cannot go: ${count === 1 ? `one ${objects[object].one} has` : `${count} ${objects[object].many} have`} it`,
  }))
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

function completeField(wanted: NewField): Field {
  const label = cleanText(wanted.label)
  return {
    object: wanted.object ?? 'person',
    key: wanted.key ?? fieldKey(label),
    label,
    type: wanted.type,
    unique: wanted.unique ?? false,
    mandatory: wanted.mandatory ?? false,
    options: (wanted.options ?? []).map(cleanText),
    core: false,
    retired: false,
  }
}

/** *Planhat User ID* → `planhat_user_id`: the column's name, which never changes. */
export function fieldKey(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}

const mostFields = 300
// Columns that objects have beside the catalogue's, and words that would need quoting in anybody's SQL.
const takenKeys = new Set(
  `id archived_at merged_into owner_key created_at updated_at all analyse analyze and any array as asc
  authorization both case cast check collate column constraint create cross current_date current_role current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric table tablesample then to trailing true union unique user
  using variadic verbose when where window with ctid oid xmin xmax cmin cmax tableoid`.split(/\s+/),
)

function fieldProblems(field: Field, existing: readonly Field[]): Problem[] {
  return [...labelProblems(field, existing), ...typeProblems(field)]
}

function labelProblems(field: Field, existing: readonly Field[]): Problem[] {
  const { label, key } = field
  const same = existing.find((f) => f.label.toLowerCase() === label.toLowerCase() || shareColumn(f, field))
  if (label === '') return [{ field: 'label', message: 'a field needs a label' }]
  if (same)
    return [
      {
        field: 'label',
        message: `there is already a field "${same.label}"; choose another label or use that one`,
      },
    ]
  if (!/^[a-z]/.test(key))
    return [
      {
        field: 'label',
        message: `"${label}" must begin with a letter of the Latin alphabet to become a column name`,
      },
    ]
  if (Buffer.byteLength(`${key}_key`) > 63)
    return [{ field: 'label', message: 'the label is too long; 59 letters and digits are the most' }]
  if (takenKeys.has(key))
    return [{ field: 'label', message: `"${key}" is a reserved name; add a word to the label` }]
  if (existing.length >= mostFields)
    return [{ field: 'label', message: `an object has at most ${mostFields} fields; retire or reuse one` }]
  return []
}

/** Whether a column of one would be a column of the other: its own, or the one that keeps it unique. */
function shareColumn(one: Field, other: Field): boolean {
  return [other.key, keyColumn(other)].some((column) => column === one.key || column === keyColumn(one))
}

function typeProblems({ type, unique, options }: Field): Problem[] {
  const problems: Problem[] = []
  if (!fieldTypes.includes(type))
    problems.push({ field: 'type', message: `must be one of ${fieldTypes.join(', ')}` })
  if (type === 'choice' && options.length === 0)
    problems.push({ field: 'options', message: 'a choice needs at least one option' })
  if (options.includes('') || new Set(options).size < options.length)
    problems.push({ field: 'options', message: 'every option needs a name of its own' })
  if (type !== 'choice' && options.length > 0)
    problems.push({ field: 'options', message: 'only a field of type choice has options' })
  if (unique && (type === 'boolean' || type === 'choice' || type === 'long_text'))
    problems.push({ field: 'unique', message: `a field of type ${type} cannot be unique` })
  return problems
}

async function addColumn(client: ClientBase, field: Field): Promise<void> {
  const column = ident(field.key)
  const parts = [`add column ${column} ${columnType(field.type)}`]
  const key = keyColumn(field)
  if (key !== field.key)
    parts.push(`add column ${ident(key)} text generated always as (lower(${column})) stored`)
  // PostgreSQL names the constraint: names of ours for two long keys could be cut to the same one.
  if (field.unique) parts.push(`add unique (${ident(key)}) deferrable initially deferred`)
  await client.query(`alter table ${field.object} ${parts.join(', ')}`).catch(failLocked)
}
