import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Owner as Person } from '../../client/device.ts'
import type { Json } from '../../lib/value.ts'
import { valueText } from './value.tsx'

interface Props {
  readonly owner: Person | null
  /** What sources say, where nobody in the directory is meant by it. */
  readonly said?: Json
}

/** Whose a device is: the person, or what is said of it. */
export function Owner({ owner, said = null }: Props) {
  if (owner)
    return (
      <Anchor component={Link} to={`/people/${owner.id}`} inherit>
        {owner.name ?? 'Somebody'}
      </Anchor>
    )
  return (
    <Text span inherit c="dimmed">
      {valueText(said) ?? 'nobody'}
    </Text>
  )
}
