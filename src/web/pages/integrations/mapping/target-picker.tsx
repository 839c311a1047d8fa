import { useDisclosure } from '@mantine/hooks'
import { FieldDialog } from '../../../parts/field-dialog.tsx'
import { objectWords } from '../../../parts/object-words.ts'
import { type SourceField, sourceText } from '../../../parts/source-fields.ts'
import { Picker } from '../../../ui/picker.tsx'
import { useDesk } from './desk.ts'
import { mapTarget } from './mapping-edits.ts'

interface TargetPickerProps {
  readonly source: SourceField
  /** Where it goes already. */
  readonly targets: readonly string[]
}

/** Which of our fields a vendor's field goes to; a new one can be made right here. */
export function TargetPicker({ source, targets }: TargetPickerProps) {
  const { mapping, object, fields, sources, setMapping } = useDesk()
  const { many, title } = objectWords[object]
  const [isAdding, dialog] = useDisclosure(false)
  const from = { kind: 'field', field: source.key } as const
  const toggle = (target: string) =>
    setMapping(mapTarget(mapping, target, targets.includes(target) ? undefined : from))
  const note = (key: string) => {
    const entry = mapping.entries.find(({ target }) => target === key)
    return entry && !targets.includes(key) ? `from ${sourceText(entry.source, sources)}` : undefined
  }
  return (
    <>
      <Picker
        label={`Map ${source.label} to a field of ${many}`}
        groups={() => [
          { label: 'New', choices: [{ value: '+', label: `Add new field of ${many}` }] },
          {
            label: title,
            choices: fields.map(({ key, label }) => ({
              value: key,
              label,
              note: note(key),
              isChosen: targets.includes(key),
            })),
          },
        ]}
        onChoose={(value) => (value === '+' ? dialog.open() : toggle(value))}
      >
        Map
      </Picker>
      {isAdding && (
        <FieldDialog
          opened
          object={object}
          suggested={{ label: source.label, type: fieldTypes[source.type] }}
          onClose={dialog.close}
          onDone={({ key }) => setMapping(mapTarget(mapping, key, from))}
        />
      )}
    </>
  )
}

/** The type of ours that takes every value of theirs. */
const fieldTypes: Readonly<Record<SourceField['type'], string>> = {
  text: 'text',
  number: 'decimal',
  boolean: 'boolean',
  datetime: 'datetime',
  list: 'long_text',
}
