import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { localText, momentOf, today } from '../../ui/time.ts'

const day = 86_400_000

/** The moment so many days from now. */
export const expiryIn = (days: number): string => new Date(Date.now() + days * day).toISOString()

/** The end of a day in the workspace. */
const endOf = (date: string): string => momentOf(`${date}T23:59:59`)

const lengths = [
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year, the longest there is' },
  { value: 'day', label: 'Until a day of your choice' },
]

interface ExpiryProps {
  readonly value: string
  readonly error: string | undefined
  onChange(expiresAt: string): void
}

/** How long a token is good. */
export function Expiry({ value, error, onChange }: ExpiryProps) {
  const [length, setLength] = useState('90')
  const choose = (wanted: string | null) => {
    setLength(wanted ?? length)
    if (wanted !== null && wanted !== 'day') onChange(expiryIn(Number(wanted)))
  }
  const isDay = length === 'day'
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <Select
        label="Good for"
        data={lengths}
        allowDeselect={false}
        miw={220}
        value={length}
        error={isDay ? undefined : error}
        onChange={choose}
      />
      {isDay && (
        <TextInput
          label="Last day"
          type="date"
          miw={220}
          min={today()}
          max={localText(expiryIn(365)).slice(0, 10)}
          value={localText(value).slice(0, 10)}
          error={error}
          onChange={(event) => event.currentTarget.value && onChange(endOf(event.currentTarget.value))}
        />
      )}
    </Group>
  )
}
