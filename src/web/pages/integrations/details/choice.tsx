import { Radio, Stack } from '@mantine/core'

interface ChoiceProps<K extends string> {
  readonly label: string
  /** The name of each, and what it does. */
  readonly options: Readonly<Partial<Record<K, readonly [name: string, text: string]>>>
  readonly value: K
  onChange(value: K): void
}

/** One of a few, each with what it does. */
export function Choice<K extends string>({ label, options, value, onChange }: ChoiceProps<K>) {
  // The values are the keys of the options.
  const entries = Object.entries(options) as [K, readonly [string, string]][]
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen as K)}>
      <Stack gap="xs" mt={6}>
        {entries.map(([key, [name, text]]) => (
          <Radio key={key} value={key} label={name} description={text} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
