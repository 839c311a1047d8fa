import type { z } from 'zod'
import { type Field, shownValue } from '../../directory/field.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { Told } from '../../kit/thing.ts'
import type { Cell } from '../../lib/csv.ts'
import { publicId } from '../../lib/ids.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'
import type { PersonFile } from './actions.ts'
import type { ChangeAnswer, PersonAnswer, PersonDetailAnswer } from './schema.ts'
import type { ChangeRow, PersonRow, SaasUserOfPerson, SourceOfPerson } from './store.ts'

/** A person with the values of every field that is not retired. */
export function presentPerson(row: PersonRow, fields: readonly Field[]): z.input<typeof PersonAnswer> {
  const shown = fields.filter(({ retired }) => !retired)
  return {
    id: publicId('per', row.id),
    fullName: row.called,
    values: Object.fromEntries(
      shown.map((field) => [field.key, shownValue(field, fieldValue(field, row[field.key]))]),
    ),
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

type Person = z.input<typeof PersonAnswer>

/** People as a table: a column for each of these fields, and for what every person has beside them. */
export const personTable = (fields: readonly Field[]): readonly TableColumn<Person>[] => [
  { key: 'fullName', label: 'Name', cell: ({ fullName }) => fullName },
  ...fields.map(({ key, label }) => ({ key, label, cell: ({ values }: Person) => cellOf(values[key]) })),
  { key: 'updatedAt', label: 'Changed', cell: ({ updatedAt }) => updatedAt },
  { key: 'createdAt', label: 'In the directory since', cell: ({ createdAt }) => createdAt },
  { key: 'archivedAt', label: 'Archived', cell: ({ archivedAt }) => archivedAt },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

const cellOf = (value: Json | undefined): Cell =>
  value === undefined || value === null ? null : typeof value === 'object' ? JSON.stringify(value) : value

/** A column's value as history and rows write it: numbers as numbers, times in ISO 8601. */
function fieldValue({ type }: Pick<Field, 'type'>, value: unknown): Json {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  // The driver gives numeric as text; the directory keeps only decimals that a number holds exactly.
  if (type === 'decimal') return Number(value)
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

/** What activity tells of a person. */
export function tellPerson({ row, fields }: PersonFile): Told {
  const { id, values, archivedAt } = presentPerson(row, fields)
  const hidden = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])
  return { name: id, values: { archived: archivedAt !== null }, hidden: Object.fromEntries(hidden) }
}

export function presentFile({
  row,
  fields,
  saasUsers,
  sources,
  byHand,
  isErased,
}: PersonFile): z.input<typeof PersonDetailAnswer> {
  return {
    ...presentPerson(row, fields),
    saasUsers: saasUsers.map(presentSaasUser),
    sources: sources.map((source) => presentSource(source, fields)),
    isErased,
    byHand: fields.map(({ key }) => key).filter((key) => byHand.includes(key)),
  }
}

function presentSaasUser({ id, vendor, instance, vendor_id, label, role, active, ...row }: SaasUserOfPerson) {
  return {
    id: publicId('usr', id),
    application: { vendor, instance },
    vendorId: vendor_id,
    label,
    role,
    active,
    goneAt: row.gone_at?.toISOString() ?? null,
    unmaintainedAt: row.unmaintained_at?.toISOString() ?? null,
  }
}

function presentSource(
  { source_id, name, vendor_id, row, updated_at }: SourceOfPerson,
  fields: readonly Field[],
) {
  return {
    integrationId: publicId('int', source_id),
    integrationName: name ?? 'deleted integration',
    vendorId: vendor_id,
    row: shownRow(row, fields),
    updatedAt: updated_at.toISOString(),
  }
}

/** What there is of a row, as people see it; a field that is not among these is left out. */
function shownRow(row: JsonObject, fields: readonly Field[]): JsonObject {
  const known = fields.filter(({ key }) => Object.hasOwn(row, key))
  return Object.fromEntries(known.map((field) => [field.key, shownValue(field, row[field.key] ?? null)]))
}

export function presentChange(change: ChangeRow, fields: readonly Field[]): z.input<typeof ChangeAnswer> {
  const { at, object, kind, field, before, after, run_id, actor } = change
  const value = object === 'person' ? valueShower(fields, field) : field === 'person' ? personId : same
  return {
    at: at.toISOString(),
    object,
    kind,
    field,
    before: value(before),
    after: value(after),
    runId: run_id && publicId('run', run_id),
    actor,
  }
}

const same = (value: Json): Json => value

/** Shows the values of a field, or of a whole person. */
function valueShower(fields: readonly Field[], key: string | null): (value: Json) => Json {
  if (key === null) return (row) => (isObject(row) ? shownRow(row, fields) : row)
  const known = fields.find((field) => field.key === key)
  return known ? (value) => shownValue(known, value) : same
}

const personId = (id: Json): Json => (typeof id === 'string' ? publicId('per', id) : id)
