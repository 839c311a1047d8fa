import type { ClientBase, Pool } from 'pg'
import { AppError, invalid, type Problem } from '../lib/errors.ts'
import { cleanText } from '../lib/text.ts'
import { type Field, type FieldType, fieldOf, fieldTypes, type ObjectKind } from './field.ts'
import { failLocked, lockBriefly } from './lock.ts'
import { objects } from './object.ts'
import { columnType, ident, keyColumn } from './sql.ts'

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
    `select object, key, label, type, is_unique as "unique", mandatory, coalesce(labels, options) as options, stored, core, usual_label as "usualLabel", retired
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

/** The field of a key. Throws `not.found`. */
export function fieldIn(fields: readonly Field[], key: string): Field {
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
    usualLabel: null,
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
// Columns that objects have beside the catalogue's or lists make beside them, and words that would need quoting in anybody's SQL.
const takenKeys = new Set(
  `id archived_at merged_into owner_key created_at updated_at called owner_id owner_name gone_at list_key all analyse analyze and any array as asc
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
  return columnProblems(field)
}

/** What is wrong with a field that is called as lists call what they show beside the fields. */
export function columnProblems({ object, label }: Pick<Field, 'object' | 'label'>): Problem[] {
  const isTaken = objects[object].columns.some((column) => column.toLowerCase() === label.toLowerCase())
  const message = `"${label}" is what lists call a column of their own; add a word to the label`
  return isTaken ? [{ field: 'label', message }] : []
}

/** Whether a column of one would be a column of the other: its own, or the one that keeps it unique. */
export function shareColumn(one: Field, other: Field): boolean {
  return [other.key, keyColumn(other)].some((column) => column === one.key || column === keyColumn(one))
}

/** What is wrong with the type of a field and what goes with it. */
export function typeProblems({ type, unique, options }: Field): Problem[] {
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
