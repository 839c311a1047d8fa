import { PasswordInput } from '@mantine/core'

interface NewPasswordProps {
  readonly label?: string
  readonly value: string
  readonly error?: string | undefined
  onChange(value: string): void
}

/** A password to be set: long rather than odd. */
export function NewPassword({ label = 'Password', value, error, onChange }: NewPasswordProps) {
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters. A few words that belong to nobody but you are better than signs."
      autoComplete="new-password"
      required
      minLength={12}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
