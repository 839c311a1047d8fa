import { Text } from '@mantine/core'
import type { Json } from '../../lib/value.ts'
import { timeText } from '../ui/time.ts'

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** A value as people read it; undefined for one that is empty. */
export function valueText(value: Json): string | undefined {
  if (value === null || value === '') return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return isoTime.test(value) ? timeText(value) : value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ') || undefined
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** A value of a field. An empty one says so. */
export function Value({ value, empty = 'empty' }: { readonly value: Json; readonly empty?: string }) {
  const text = valueText(value)
  if (text !== undefined) return <>{text}</>
  return (
    <Text span inherit c="dimmed" fs="italic">
      {empty}
    </Text>
  )
}
