import type { z } from 'zod'
import type { Load } from '../../connect/manifest.ts'
import { type Field, shownValue } from '../../directory/field.ts'
import type { ReadOutcome } from '../../directory/read-outcomes.ts'
import type { KeptRecord } from '../../directory/read-record.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json, JsonObject } from '../../lib/value.ts'
import type { CustomFields } from '../../sync/mapping/configuration.ts'
import { describer } from '../../sync/mapping/facts.ts'
import { loadFields } from '../../sync/mapping/load-fields.ts'
import { outcomePresenter, type Viewpoint } from '../outcomes/rules.ts'
import type { RunRow } from '../runs/store.ts'
import type { OutcomeFileAnswer } from './schema.ts'

/** How a load describes its records, with the fields that its integration adds. */
export interface Description {
  readonly load: Load
  readonly customFields: CustomFields | undefined
}

/** An outcome with what is kept of its record. */
export interface OutcomeFile {
  readonly run: RunRow
  readonly outcome: ReadOutcome
  readonly kept: KeptRecord
  readonly view: Viewpoint
  /** How the load describes its records; undefined where its integration was deleted. */
  readonly description: Description | undefined
}

type FileAnswered = z.input<typeof OutcomeFileAnswer>
type RecordAnswered = NonNullable<FileAnswered['record']>

/** An outcome with its record, which only those see who see everything of people: what was sent knows no fields of ours. */
export function presentFile({ run, outcome, kept, view, description }: OutcomeFile): FileAnswered {
  const { found_by: by, raw, row, earlier_run_id: earlier } = kept
  const isHidden = !(view.isWhole && view.names)
  const record = (text: string): RecordAnswered => ({
    saidIn: publicId('run', earlier ?? run.id),
    withheld: [...(description?.load.deny ?? [])],
    ...presentRaw(text, description),
    row: row && presentRow(row, view.fields),
  })
  return {
    ...outcomePresenter(view)(outcome),
    match: by === null ? null : presentMatch(by, view.fields),
    isHidden,
    record: raw === null || isHidden ? null : record(raw),
  }
}

function presentMatch(by: string, fields: readonly Field[]): FileAnswered['match'] {
  if (by === 'vendor id') return { by: 'vendor-id', field: null }
  return { by: 'sync-key', field: fields.find(({ key }) => key === by)?.label ?? null }
}

function presentRaw(text: string, description: Description | undefined) {
  // It was written from JSON.
  const raw = JSON.parse(text) as Json
  return { raw, facts: description ? presentFacts(raw, description) : [] }
}

const nowhere = { syncTime: '', credentials: '', integration: '', run: '' }

function presentFacts(raw: Json, { load, customFields }: Description): RecordAnswered['facts'] {
  const theirs = loadFields(load, customFields).filter(({ volatile }) => !volatile)
  const describe = describer(load, {
    origin: nowhere,
    customFields,
    fields: theirs.map(({ key }) => key),
  })
  const { fields, problems } = describe(raw)
  return theirs.map(({ key, label }) => {
    const value = fields[key]
    return { key, label, problem: problems[key] ?? null, ...(value === undefined ? {} : { value }) }
  })
}

function presentRow(row: JsonObject, fields: readonly Field[]): RecordAnswered['row'] {
  const known = fields.filter(({ key }) => Object.hasOwn(row, key))
  return known.map((field) => ({
    field: field.key,
    label: field.label,
    value: shownValue(field, row[field.key] ?? null),
  }))
}
