import { PasswordInput, TextInput } from '@mantine/core'
import type { Connector } from '../../client/types.ts'

interface CredentialFieldsProps {
  readonly connector: Connector
  readonly values: Readonly<Record<string, string>>
  /** By the key of a setting. */
  readonly problems: Readonly<Record<string, string>>
  /** Whether secrets are kept already, so that an empty one stays as it is. */
  readonly isKept?: boolean
  onChange(key: string, value: string): void
}

/** The form that a connector asks for. */
export function CredentialFields({
  connector,
  values,
  problems,
  isKept = false,
  onChange,
}: CredentialFieldsProps) {
  return connector.settings.map(({ key, label, kind, help, default: usual }) => {
    const input = {
      label,
      description: help,
      value: values[key] ?? '',
      error: problems[key],
      autoComplete: 'off',
      spellCheck: false,
      onChange: (event: { currentTarget: { value: string } }) => onChange(key, event.currentTarget.value),
    }
    return kind === 'secret' ? (
      <PasswordInput
        key={key}
        {...input}
        autoComplete="new-password"
        required={!isKept}
        placeholder={isKept ? 'Kept; type a new one to replace it' : ''}
      />
    ) : (
      <TextInput
        key={key}
        {...input}
        placeholder={usual ?? ''}
        inputMode={kind === 'origin' ? 'url' : 'text'}
      />
    )
  })
}
