import type { z } from 'zod'
import type { Field } from '../../directory/field.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import { presentSource, type SourceSaid } from '../../kit/record/sources.ts'
import { cellOf, shownValues } from '../../kit/record/values.ts'
import type { Told } from '../../kit/thing.ts'
import { publicId } from '../../lib/ids.ts'
import type { SaasUserOfPerson } from '../saas-users/store.ts'
import type { PersonAnswer, PersonDetailAnswer } from './schema.ts'
import type { MergedRow, PersonRow } from './store.ts'

/** Everything that is known of one person. */
export interface PersonFile {
  readonly row: PersonRow
  readonly fields: readonly Field[]
  readonly saasUsers: readonly SaasUserOfPerson[]
  readonly sources: readonly SourceSaid[]
  /** The keys of fields that were edited by hand. */
  readonly byHand: readonly string[]
  /** Who became part of them. */
  readonly merged: readonly MergedRow[]
  readonly isErased: boolean
}

/** A person with the values of every field that is not retired. */
export function presentPerson(row: PersonRow, fields: readonly Field[]): z.input<typeof PersonAnswer> {
  return {
    id: publicId('per', row.id),
    fullName: row.called,
    values: shownValues(row, fields),
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

type Person = z.input<typeof PersonAnswer>

/** People as a table: a column for each of these fields, and for what every person has beside them. */
export const personTable = (fields: readonly Field[]): readonly TableColumn<Person>[] => [
  { key: 'fullName', label: 'Name', cell: ({ fullName }) => fullName },
  ...fields.map(({ key, label, type }) => ({
    key,
    label,
    type,
    cell: ({ values }: Person) => cellOf(values[key]),
  })),
  { key: 'updatedAt', label: 'Changed', type: 'datetime', cell: ({ updatedAt }) => updatedAt },
  { key: 'createdAt', label: 'In the directory since', type: 'datetime', cell: ({ createdAt }) => createdAt },
  { key: 'archivedAt', label: 'Archived', type: 'datetime', cell: ({ archivedAt }) => archivedAt },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

/** What activity tells of a person. */
export function tellPerson({ row, fields }: PersonFile): Told {
  const { id, values, archivedAt } = presentPerson(row, fields)
  const hidden = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])
  const told = { name: String(values.username ?? values.email ?? id), values }
  return { name: id, values: { archived: archivedAt !== null }, hidden: Object.fromEntries(hidden), told }
}

export function presentFile({
  row,
  fields,
  saasUsers,
  sources,
  byHand,
  merged,
  isErased,
}: PersonFile): z.input<typeof PersonDetailAnswer> {
  return {
    ...presentPerson(row, fields),
    saasUsers: saasUsers.map(presentSaasUser),
    sources: sources.map((source) => presentSource(source, fields)),
    isErased,
    merged: merged.map(({ from_id, username, actor, at, run_id }) => ({
      id: publicId('per', from_id),
      username,
      actor,
      at: at.toISOString(),
      runId: run_id && publicId('run', run_id),
    })),
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
    isLinkedByHand: row.linked_by_hand,
  }
}
