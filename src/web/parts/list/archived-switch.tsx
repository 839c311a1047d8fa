import { SegmentedControl } from '@mantine/core'
import type { ListWords } from './words.ts'

interface SwitchProps {
  /** "Who is shown", or what. */
  readonly label: string
  readonly words: ListWords
  say(change: ListWords): void
}

/** Chooses between what is in the directory and what is archived. */
export function ArchivedSwitch({ label, words: { archived }, say }: SwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={archived ? 'archived' : 'present'}
      onChange={(value) => say({ archived: value === 'archived' ? true : undefined })}
      data={[
        { value: 'present', label: 'In the directory' },
        { value: 'archived', label: 'Archived' },
      ]}
    />
  )
}
