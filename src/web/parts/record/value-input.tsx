import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import type { Field } from '../../../client/types.ts'
import type { Json } from '../../../lib/value.ts'

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

/** Takes a value of a field, as its type has it. */
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
  const none = mandatory ? [] : [{ value: '', label: 'None' }]
  if (type === 'choice') return <NativeSelect {...input} data={[...none, ...options]} />
  if (type === 'boolean') return <NativeSelect {...input} data={[...none, ...flags]} />
  if (type === 'long_text') return <Textarea {...input} autosize maxRows={8} />
  return <TextInput {...input} type={inputTypes[type] ?? 'text'} />
}

const flags = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

const inputTypes: Readonly<Record<string, string>> = { email: 'email', date: 'date' }

/** What was typed, as the API takes it. */
export function typedOf({ type }: Field, text: string): Json {
  if (text.trim() === '') return null
  return type === 'boolean' ? text === 'true' : text
}
