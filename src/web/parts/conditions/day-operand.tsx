import { Group, Select, TextInput } from '@mantine/core'
import { localText, momentOf } from '../../ui/time.ts'
import { zone } from '../../ui/zone.ts'
import { dayWords, isDayWord } from './questions.ts'

interface DayProps {
  readonly label: string
  /** Whether it may be a moment, too. */
  readonly takesTime: boolean
  readonly value: string
  onChange(value: string): void
}

/** Takes a day, or a word that names some; with a time, it is that moment by the clock of the workspace. */
export function DayOperand({ label, takesTime, value, onChange }: DayProps) {
  if (isDayWord(value))
    return (
      <Select
        aria-label={label}
        w={160}
        allowDeselect={false}
        data={Object.entries(dayWords).map(([word, text]) => ({ value: word, label: text }))}
        value={value}
        onChange={(word) => word && onChange(word)}
      />
    )
  const [day = '', time = ''] = value.length > 10 ? localText(value).split('T') : [value]
  const put = (nextDay: string, nextTime: string) =>
    onChange(nextDay && nextTime ? momentOf(`${nextDay}T${nextTime}`) : nextDay)
  return (
    <Group gap={6}>
      <TextInput
        aria-label={takesTime ? `${label}: day` : label}
        type="date"
        w={150}
        max="9999-12-31"
        value={day}
        onChange={(event) => put(event.currentTarget.value, time)}
      />
      {takesTime && (
        <TextInput
          aria-label={`${label}: time in ${zone}, or empty for the whole day`}
          type="time"
          w={128}
          disabled={!day}
          value={time}
          onChange={(event) => put(day, event.currentTarget.value)}
        />
      )}
    </Group>
  )
}
