import { z } from 'zod'
import type { Field } from '../../directory/field.ts'
import { handSource } from '../../directory/hand-source.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import { json } from '../json.ts'
import { type Columns, column } from '../list/column.ts'
import { valueShower } from './values.ts'

export const ChangeAnswer = z.object({
  at: z.iso.datetime(),
  object: z.enum(['person', 'saas_user', 'device', 'saas_application']),
  kind: z.enum(['created', 'updated', 'archived', 'restored', 'erased', 'merged', 'split']),
  field: z.string().nullable().describe('null: the whole object, at its creation'),
  before: json,
  after: json,
  runId: z.string().nullable(),
  actor: z.string(),
  mergedFrom: z
    .string()
    .nullable()
    .describe('Of a person: of whom it is who became part of them; null: it is of the person itself'),
  givenBackTo: z
    .object({ integrationId: z.string().nullable(), integrationName: z.string().nullable() })
    .nullable()
    .describe(
      'Of a field that somebody gave back: the source that speaks since; without an id: no source says anything of it. null: it was not given back',
    ),
})

/** A row of history. */
export interface ChangeRow {
  readonly at: Date
  readonly object: 'person' | 'saas_user' | 'device' | 'saas_application'
  readonly kind: 'created' | 'updated' | 'archived' | 'restored' | 'erased' | 'merged' | 'split'
  readonly field: string | null
  readonly before: Json
  readonly after: Json
  readonly run_id: string | null
  readonly actor: string
  /** Of whom it is who became part of the person. */
  readonly merged_from?: string | null
  /** The source to which somebody gave the field back. */
  readonly given_to?: string | null
  readonly given_to_name?: string | null
}

/** What history can be asked. */
export const changeColumns: Columns = {
  at: column('at', 'datetime', 'At', { filled: true }),
  object: column('object', 'text', 'Object', { filled: true }),
  kind: column('kind', 'text', 'Kind', { filled: true }),
  field: column('field', 'text', 'Field'),
  actor: column('actor', 'text', 'Actor', { filled: true }),
  runId: column('run_id', 'id', 'Run', { prefix: 'run' }),
  number: column('id', 'number', 'Number', { filled: true }),
  objectId: column('object_id', 'id', 'Object id', { filled: true }),
}

/** A row of history as people see it, by the fields of its object. */
export function presentChange(change: ChangeRow, fields: readonly Field[]): z.input<typeof ChangeAnswer> {
  const { at, object, kind, field, before, after, run_id, actor, merged_from = null } = change
  const ofPerson = kind === 'merged' || kind === 'split' ? personId : valueShower(fields, field)
  const value = ofNoField(object) ? (field === owners[object] ? personId : same) : ofPerson
  return {
    at: at.toISOString(),
    object,
    kind,
    field,
    before: value(before),
    after: value(after),
    runId: run_id && publicId('run', run_id),
    actor,
    mergedFrom: merged_from && publicId('per', merged_from),
    givenBackTo: presentGiven(change),
  }
}

function presentGiven({ given_to: id, given_to_name: name = null }: ChangeRow) {
  if (!id) return null
  const isNobody = id === handSource
  return {
    integrationId: isNobody ? null : publicId('int', id),
    integrationName: isNobody ? null : (name ?? 'deleted integration'),
  }
}

/** What says, of an account or an application, whose it is. */
const owners = { saas_user: 'person', saas_application: 'ownerId' } as const

const ofNoField = (object: ChangeRow['object']): object is keyof typeof owners =>
  Object.hasOwn(owners, object)

const same = (value: Json): Json => value
const personId = (id: Json): Json => (typeof id === 'string' ? publicId('per', id) : id)
