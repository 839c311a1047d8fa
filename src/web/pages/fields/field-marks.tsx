import { Group } from '@mantine/core'
import type { Field } from '../../../client/types.ts'
import { Tag } from '../../ui/tag.tsx'

/** What holds for the values of a field. */
export function FieldMarks({ field: { unique, mandatory, retired } }: { readonly field: Field }) {
  if (!unique && !mandatory && !retired) return '–'
  return (
    <Group gap={6} wrap="nowrap">
      {unique && <Tag tone="busy">Unique</Tag>}
      {mandatory && <Tag tone="held">Mandatory</Tag>}
      {retired && <Tag tone="quiet">Retired</Tag>}
    </Group>
  )
}
