import { Button, Checkbox, Group, Select, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field, FieldPatch, NewField, ObjectKind } from '../../client/types.ts'
import { DialogForm } from '../ui/dialog-form.tsx'
import { api } from './api.ts'
import { fieldTypeWords } from './field-types.ts'
import { objectWords } from './object-words.ts'
import { generalProblem, problemsByField } from './problems.ts'

interface FieldFormProps {
  readonly object: ObjectKind
  /** What a new one is likely to be called, and to hold. */
  readonly suggested?: NewField | undefined
  /** The one that is edited: its key and type stay, and once it is unique, that. */
  readonly field?: Field | undefined
  onClose(): void
  readonly onDone?: ((field: Field) => void) | undefined
}

const types = Object.entries(fieldTypeWords).map(([value, label]) => ({ value, label }))
const shown = ['label', 'type', 'unique', 'mandatory', 'options', 'retired']
const canBeUnique = new Set(['text', 'email', 'integer', 'decimal', 'date', 'datetime'])
const none: readonly string[] = []
const blank = { label: '', type: 'text', unique: false, mandatory: false, retired: false, options: none }

/** What was changed of a field; of what may not be changed any more, nothing. */
function patchOf(field: Field, { label, mandatory, unique, retired, options }: typeof blank): FieldPatch {
  return {
    ...(label === field.label ? {} : { label }),
    ...(mandatory === field.mandatory ? {} : { mandatory }),
    ...(options.join('\n') === field.options.join('\n') ? {} : { options }),
    ...(unique && !field.unique ? { unique } : {}),
    ...(retired === field.retired ? {} : { retired }),
  }
}

/** A field: a new one, or what may change of one that is there. */
export function FieldForm({ object, suggested, field: now, onClose, onDone }: FieldFormProps) {
  // What it began as: who edits again after a refusal changes only what they meant to.
  const [field] = useState(now)
  const [draft, setDraft] = useState({ ...blank, ...suggested, ...field })
  const set = (change: Partial<typeof blank>) => setDraft((before) => ({ ...before, ...change }))
  const queries = useQueryClient()
  const { label, type, unique, mandatory } = draft
  const usual = field?.usualLabel ?? null
  const save = useMutation({
    mutationFn: () =>
      field
        ? api.fields.update(field.id, patchOf(field, draft))
        : api.fields.create({
            object,
            label,
            type,
            unique,
            mandatory,
            options: type === 'choice' ? draft.options : [],
          }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['fields'] })
      onDone?.(saved)
      onClose()
    },
  })
  const problems = problemsByField(save.error)
  return (
    <DialogForm
      problem={generalProblem(save.error, shown)}
      act={field ? 'Save' : 'Create'}
      isBusy={save.isPending}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label="Name"
        required
        value={label}
        error={problems.label}
        onChange={(event) => set({ label: event.currentTarget.value })}
        autoFocus
        data-autofocus
      />
      {usual !== null && <Usual usual={usual} label={label} onTake={() => set({ label: usual })} />}
      {!field && (
        <Select
          label="Type"
          description="Cannot be changed later"
          data={types}
          value={type}
          error={problems.type}
          allowDeselect={false}
          onChange={(chosen) => set({ type: chosen ?? type })}
        />
      )}
      {usual === null && (
        <Rules object={object} field={field} draft={draft} problems={problems} onSet={set} />
      )}
    </DialogForm>
  )
}

interface UsualProps {
  readonly usual: string
  readonly label: string
  onTake(): void
}

/** What Muster calls a field of its own, and the way back to that. */
function Usual({ usual, label, onTake }: UsualProps) {
  if (label === usual)
    return (
      <Text size="sm" c="dimmed">
        It comes with Muster: it can be called otherwise, and its rules stay.
      </Text>
    )
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed">
        Muster calls it {usual}.
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={onTake}>
        Put {usual} back
      </Button>
    </Group>
  )
}

interface RulesProps extends Pick<FieldFormProps, 'object' | 'field'> {
  readonly draft: typeof blank
  readonly problems: Readonly<Record<string, string>>
  onSet(change: Partial<typeof blank>): void
}

/** What holds for the values of a field. */
function Rules({ object, field, draft, problems, onSet }: RulesProps) {
  const { type, unique, mandatory } = draft
  return (
    <>
      {type === 'choice' && (
        <TagsInput
          label="Options"
          description={
            field
              ? `Its only values; what a ${objectWords[object].one} has stays`
              : 'Its only values; Enter adds one'
          }
          value={[...draft.options]}
          error={problems.options}
          onChange={(options) => onSet({ options })}
        />
      )}
      {!field?.unique && canBeUnique.has(type) && (
        <Checkbox
          label="Unique"
          description={`No two ${objectWords[object].many} have the same value, so it can be a sync key`}
          checked={unique}
          error={problems.unique}
          onChange={(event) => onSet({ unique: event.currentTarget.checked })}
        />
      )}
      <Checkbox
        label="Mandatory"
        description={`No ${objectWords[object].one} is created without it`}
        checked={mandatory}
        error={problems.mandatory}
        onChange={(event) => onSet({ mandatory: event.currentTarget.checked })}
      />
      {field && (
        <Checkbox
          label="Retired"
          description="It is shown nowhere and written by nobody; its values are kept"
          checked={draft.retired}
          error={problems.retired}
          onChange={(event) => onSet({ retired: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
