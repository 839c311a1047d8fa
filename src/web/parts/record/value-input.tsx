import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import type { Field } from '../../../client/types.ts'
import type { Json } from '../../../lib/value.ts'
import { localText, momentOf } from '../../ui/time.ts'
import { zone } from '../../ui/zone.ts'

interface InputProps {
  readonly field: Field
  readonly text: string
  readonly error: string | undefined
  /** Whether whoever asked for it wants to type at once. */
  readonly autoFocus?: boolean
  /** Whether it may not be left empty. */
  readonly isNeeded?: boolean
  onText(text: string): void
}

/** Takes a value of a field, as its type has it; its text is that of `textOf`. */
export function ValueInput({ field, text, error, autoFocus = false, isNeeded = false, onText }: InputProps) {
  const { label, type, options, mandatory } = field
  const input = {
    'aria-label': label,
    size: 'sm' as const,
    value: text,
    error,
    autoFocus,
    required: isNeeded,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      onText(event.currentTarget.value),
  }
  // Without it, the first choice would look as if it was made.
  const none = mandatory && text !== '' ? [] : [{ value: '', label: 'None' }]
  if (type === 'choice') return <NativeSelect {...input} data={[...none, ...options]} />
  if (type === 'boolean') return <NativeSelect {...input} data={[...none, ...flags]} />
  if (type === 'long_text') return <Textarea {...input} autosize maxRows={8} />
  if (type === 'datetime')
    return (
      <TextInput
        {...input}
        type="datetime-local"
        step="any"
        max="9999-12-31T23:59"
        description={`In ${zone}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    )
  return <TextInput {...input} type={inputTypes[type] ?? 'text'} />
}

const flags = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

const inputTypes: Readonly<Record<string, string>> = { email: 'email', date: 'date' }

/** A value as it is typed: a moment by the clock of the workspace. */
export function textOf({ type }: Field, value: Json): string {
  if (value === null) return ''
  return type === 'datetime' ? localText(String(value)) : String(value)
}

/** What was typed, as the API takes it. */
export function typedOf({ type }: Field, text: string): Json {
  if (text.trim() === '') return null
  if (type === 'datetime') return momentOf(text)
  return type === 'boolean' ? text === 'true' : text
}
