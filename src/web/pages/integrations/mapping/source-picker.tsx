import type { MappingEntry, Source } from '../../../../client/integration.ts'
import type { Field } from '../../../../client/types.ts'
import { type SourceField, sourceText } from '../../../parts/source-fields.ts'
import { valueText } from '../../../parts/value.tsx'
import { Picker } from '../../../ui/picker.tsx'
import { type Desk, useDesk } from './desk.ts'
import classes from './mapping.module.css'
import { mapTarget } from './mapping-edits.ts'

interface SourcePickerProps {
  readonly field: Field
  readonly entry: MappingEntry | undefined
}

/** Where one of our fields comes from: a field of the load, always the same, an expression, or nowhere. */
export function SourcePicker({ field, entry }: SourcePickerProps) {
  const desk = useDesk()
  const text = entry && sourceText(entry.source, desk.sources)
  return (
    <Picker
      label={`Source of ${field.label}: ${text ?? 'not mapped'}`}
      className={classes.source}
      isEmpty={!entry}
      groups={() => groupsFor(desk, field, entry)}
      onChoose={(value) =>
        desk.setMapping(mapTarget(desk.mapping, field.key, chosen(value, { entry, field })))
      }
    >
      <span>{text ?? 'Not mapped'}</span>
    </Picker>
  )
}

function groupsFor(desk: Desk, field: Field, entry: MappingEntry | undefined) {
  const { sources, connector } = desk
  const choices = (of: SourceField['of']) =>
    sources
      .filter((source) => source.of === of)
      .map(({ key, label, about }) => ({
        value: `field:${key}`,
        label,
        about,
        // What is explained needs the room.
        note: about === undefined ? noteOf(desk, key) : undefined,
        isChosen: entry?.source.kind === 'field' && entry.source.field === key,
      }))
  return [
    {
      label: 'Always the same',
      choices: fixedOf(field).map(([value, label]) => ({ value: `constant:${value}`, label })),
    },
    { label: 'Your fields by path', choices: choices('custom') },
    { label: connector.name, choices: choices('vendor') },
    { label: 'Muster', choices: choices('muster') },
    {
      label: 'Otherwise',
      choices: [
        ...(fixedOf(field).length === 0 ? [{ value: 'constant:', label: 'Always the same value' }] : []),
        { value: 'custom', label: 'An expression' },
        ...(entry ? [{ value: 'nothing', label: 'Not mapped' }] : []),
      ],
    },
  ]
}

/** The only values that a field can always have, with what they are called. */
const fixedOf = ({ type, options }: Field): readonly (readonly [value: string, label: string])[] =>
  type === 'boolean'
    ? [
        ['true', 'yes'],
        ['false', 'no'],
      ]
    : options.map((option) => [option, option])

function noteOf({ preview }: Desk, key: string): string | undefined {
  const fact = preview?.facts.find((one) => one.key === key)
  return fact?.value === undefined ? undefined : valueText(fact.value)
}

interface Place {
  readonly entry: MappingEntry | undefined
  readonly field: Field
}

/** The source that a value of the list stands for. */
function chosen(value: string, { entry, field }: Place): Source | undefined {
  if (value.startsWith('field:')) return { kind: 'field', field: value.slice('field:'.length) }
  if (value.startsWith('constant:')) {
    const fixed = value.slice('constant:'.length)
    return { kind: 'constant', value: field.type === 'boolean' ? fixed === 'true' : fixed }
  }
  if (value !== 'custom') return undefined
  return { kind: 'custom', expression: entry?.source.kind === 'custom' ? entry.source.expression : '' }
}
