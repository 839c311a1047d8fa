import { Text } from '@mantine/core'
import { useEffect } from 'react'
import type { Preview } from '../../../../client/sample.ts'
import type { Field } from '../../../../client/types.ts'
import { fieldTypeWords } from '../../../parts/field-types.ts'
import { objectWords } from '../../../parts/object-words.ts'
import { sourceText } from '../../../parts/source-fields.ts'
import { valueText } from '../../../parts/value.tsx'
import { goTo } from '../go-to.ts'
import { PutHere } from './carry.tsx'
import { useDesk } from './desk.ts'
import { useDrop } from './drag.ts'
import classes from './mapping.module.css'
import { mapTarget } from './mapping-edits.ts'
import { SourceExtras } from './source-extras.tsx'
import { SourcePicker } from './source-picker.tsx'

/** Our fields: where each comes from, and what comes out. Those that have to be mapped come first. */
export function OurFields() {
  const { object, fields, preview, carried } = useDesk()
  const { many, title } = objectWords[object]
  const ordered = [
    ...fields.filter(({ mandatory }) => mandatory),
    ...fields.filter(({ mandatory }) => !mandatory),
  ]
  return (
    <section className={classes.side} aria-label={`Fields of ${many}`}>
      <div className={classes.title}>
        <span>{title}</span>
        <Text span size="xs" c="dimmed" role="status">
          {carried ? `Put ${carried.label} on one of these; Escape puts it back` : aboutRecord(preview)}
        </Text>
      </div>
      <ul className={classes.list} aria-label={`Fields of ${many}`}>
        {ordered.map((field) => (
          <Line key={field.key} field={field} />
        ))}
      </ul>
    </section>
  )
}

function aboutRecord(preview: Preview | undefined): string {
  if (!preview) return ''
  return preview.takesPart === false
    ? 'The conditions leave this record out'
    : 'With the result of this record'
}

function Line({ field }: { readonly field: Field }) {
  const { mapping, sources, mayEdit, carried, setMapping } = useDesk()
  const drop = useDrop((key) => setMapping(mapTarget(mapping, field.key, { kind: 'field', field: key })))
  const entry = mapping.entries.find(({ target }) => target === field.key)
  useEffect(() => {
    // A link led to this field: it comes into sight, and can be edited at once.
    if (location.hash === `#target-${field.key}`) goTo(location.hash.slice(1))
  }, [field.key])
  const marks = [
    fieldTypeWords[field.type] ?? field.type,
    field.mandatory ? 'mandatory' : '',
    field.unique ? 'unique' : '',
  ].filter(Boolean)
  return (
    <li
      className={classes.ours}
      id={`target-${field.key}`}
      data-missing={field.mandatory && !entry}
      {...drop}
    >
      <div>
        <div className={classes.name}>{field.label}</div>
        <div className={classes.marks}>{marks.join(', ')}</div>
      </div>
      <div>
        {carried ? (
          <PutHere field={field} carried={carried} />
        ) : mayEdit ? (
          <SourcePicker field={field} entry={entry} />
        ) : (
          <div className={classes.name}>{entry ? sourceText(entry.source, sources) : '–'}</div>
        )}
        {mayEdit && entry && <SourceExtras field={field} entry={entry} />}
      </div>
      <Result field={field} isMapped={entry !== undefined} />
    </li>
  )
}

function Result({ field, isMapped }: { readonly field: Field; readonly isMapped: boolean }) {
  const { preview, problems } = useDesk()
  const seen = preview?.row.find(({ key }) => key === field.key)
  const problem = problems.targets[field.key] ?? seen?.problem
  const tally = preview?.sample.targets.find(({ key }) => key === field.key)
  if (!isMapped) return <div />
  return (
    <div className={classes.result} aria-live="polite">
      {problem ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      ) : (
        seen && (
          <Text
            fz={13.5}
            c={
              seen.value === undefined || valueText(seen.value) === undefined
                ? 'dimmed'
                : 'var(--mantine-color-text)'
            }
          >
            {seen.value === undefined ? 'not told, stays as it is' : (valueText(seen.value) ?? 'empty')}
          </Text>
        )
      )}
      {tally && tally.problems + tally.blank > 0 && (
        <Text size="xs" c="dimmed">
          {[
            tally.problems > 0 ? `${tally.problems} fail` : '',
            tally.blank > 0 ? `${tally.blank} without a value` : '',
          ]
            .filter(Boolean)
            .join(', ')}{' '}
          of {preview?.sample.records} in the sample
        </Text>
      )}
    </div>
  )
}
