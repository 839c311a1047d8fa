import { Text } from '@mantine/core'
import type { Json } from '../../lib/value.ts'
import { dayText, timeText } from '../ui/time.ts'

const isoDay = /^\d{4}-\d\d-\d\d$/
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** A value as people read it; undefined for one that is empty. */
export function valueText(value: Json): string | undefined {
  if (value === null || value === '') return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return told(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ') || undefined
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** Days and moments as they are told everywhere; what is none stays as it is. */
function told(value: string): string {
  if (Number.isNaN(Date.parse(value))) return value
  if (isoDay.test(value)) return dayText(value)
  return isoTime.test(value) ? timeText(value) : value
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
