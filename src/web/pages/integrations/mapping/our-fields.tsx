import { SegmentedControl, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Preview } from '../../../../client/sample.ts'
import type { Field } from '../../../../client/types.ts'
import { fieldTypeWords } from '../../../parts/field-types.ts'
import { objectWords } from '../../../parts/object-words.ts'
import { sourceText } from '../../../parts/source-fields.ts'
import { goTo } from '../go-to.ts'
import { PutHere } from './carry.tsx'
import { useDesk } from './desk.ts'
import { useDrop } from './drag.ts'
import classes from './mapping.module.css'
import { mapTarget } from './mapping-edits.ts'
import { Result } from './result.tsx'
import { SourceExtras } from './source-extras.tsx'
import { SourcePicker } from './source-picker.tsx'

/** Our fields: where each comes from, and what comes out. Those that have to be mapped come first. */
export function OurFields() {
  const { object, fields, preview, carried, mapping } = useDesk()
  const [shown, show] = useState<Shown>('all')
  const { many, title } = objectWords[object]
  const mapped = new Set(mapping.entries.map(({ target }) => target))
  const fitting = (which: Shown) => fields.filter((field) => fits[which](field, mapped))
  const wanted = fitting(shown)
  const ordered = [
    ...wanted.filter(({ mandatory }) => mandatory),
    ...wanted.filter(({ mandatory }) => !mandatory),
  ]
  return (
    <section className={classes.side} aria-label={`Fields of ${many}`}>
      <div className={classes.title}>
        <span>{title}</span>
        <Text span size="xs" c="dimmed" role="status">
          {carried ? `Put ${carried.label} on one of these; Escape puts it back` : aboutRecord(preview)}
        </Text>
      </div>
      <div className={classes.which}>
        <SegmentedControl
          size="xs"
          aria-label="Which fields are shown"
          value={shown}
          onChange={(value) => show(choices.find((one) => one === value) ?? 'all')}
          data={choices.map((which) => ({ value: which, label: `${names[which]} ${fitting(which).length}` }))}
        />
      </div>
      {ordered.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          No field is {names[shown].toLowerCase()}.
        </Text>
      )}
      <ul className={classes.list} aria-label={`Fields of ${many}`}>
        {ordered.map((field) => (
          <Line key={field.key} field={field} />
        ))}
      </ul>
    </section>
  )
}

const choices = ['all', 'mapped', 'open', 'mandatory'] as const
type Shown = (typeof choices)[number]

const names: Readonly<Record<Shown, string>> = {
  all: 'All',
  mapped: 'Mapped',
  open: 'Not mapped',
  mandatory: 'Mandatory',
}

const fits: Readonly<Record<Shown, (field: Field, mapped: ReadonlySet<string>) => boolean>> = {
  all: () => true,
  mapped: ({ key }, mapped) => mapped.has(key),
  open: ({ key }, mapped) => !mapped.has(key),
  mandatory: ({ mandatory }) => mandatory,
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
