import type { z } from 'zod'
import type { Load } from '../../connect/manifest.ts'
import { keptRecord, recordId } from '../../connect/record.ts'
import type { Clock } from '../../lib/clock.ts'
import { isObject, type Json } from '../../lib/value.ts'
import { describer } from '../../sync/mapping/facts.ts'
import { loadFields } from '../../sync/mapping/load-fields.ts'
import { type Draft, type Preview, previewer, type Seen } from '../../sync/mapping/preview.ts'
import type { PreviewAnswer, SampleAnswer } from './schema.ts'
import type { Sample } from './store.ts'

/** The records of an answer that can be looked at, without what is never kept of them. */
export const lookable = (records: readonly Json[], load: Load): readonly Json[] =>
  records.flatMap((record) => (isObject(record) ? [keptRecord(record, load)] : []))

export function presentSample(sample: Sample | undefined, load: Load): z.input<typeof SampleAnswer> {
  if (!sample) return { takenAt: null, records: [] }
  const { takenAt, records } = sample
  const label = labeller(load)
  return {
    takenAt: takenAt.toISOString(),
    records: records.map((record, number) => {
      const id = recordId(record, load) ?? null
      return { number, id, label: label(record) ?? id ?? `Record ${number + 1}` }
    }),
  }
}

/** What people recognise a record by: what Smart Mapping would make their address, or their name. */
function labeller(load: Load): (record: Json) => string | undefined {
  const keys = ['email', 'username', 'display_name'].flatMap((target) => load.suggest[target] ?? [])
  const describe = describer(load, { origin: nowhere, fields: keys })
  return (record) => {
    const { fields } = describe(record)
    return keys.map((key) => fields[key]).find((value) => typeof value === 'string' && value !== '') as
      | string
      | undefined
  }
}

const nowhere = { syncTime: '', credentials: '', integration: '', run: '' }

/** What a draft does with one record of a sample, and with all of them together. */
export function presentPreview(
  draft: Draft,
  {
    records,
    number,
    clock,
  }: { readonly records: readonly Json[]; readonly number: number; readonly clock: Pick<Clock, 'now'> },
): Omit<z.input<typeof PreviewAnswer>, 'problems'> {
  const preview = previewer(draft, clock)
  const all = records.map(preview)
  const one = all[number] ?? preview(null)
  const sources = new Map(
    loadFields(draft.load, draft.mapping.customFields).map((field) => [field.key, field]),
  )
  const targets = new Map(draft.fields.map((field) => [field.key, field.label]))
  return {
    raw: records[number] ?? null,
    facts: one.facts.map((seen) => ({
      ...present(seen, sources.get(seen.key)?.label),
      type: sources.get(seen.key)?.type ?? 'text',
    })),
    row: one.row.map((seen) => present(seen, targets.get(seen.key))),
    takesPart: one.takesPart,
    sample: tally(all),
  }
}

const present = ({ key, value, problem }: Seen, label = key) => ({
  key,
  label,
  problem,
  ...(value === undefined ? {} : { value }),
})

function tally(all: readonly Preview[]): z.input<typeof PreviewAnswer>['sample'] {
  const keys = all[0]?.row.map(({ key }) => key) ?? []
  const count = (test: (preview: Preview) => boolean) => all.filter(test).length
  const isBlank = ({ value, problem }: Seen) =>
    problem === null && (value === undefined || value === null || value === '')
  return {
    records: all.length,
    takePart: count(({ takesPart }) => takesPart === true),
    leftOut: count(({ takesPart }) => takesPart === false),
    targets: keys.map((key, at) => ({
      key,
      blank: count(({ row }) => row[at] !== undefined && isBlank(row[at])),
      problems: count(({ row }) => row[at] !== undefined && row[at].problem !== null),
    })),
  }
}
