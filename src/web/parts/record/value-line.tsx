import { ActionIcon, Group } from '@mantine/core'
import { IconInfoCircle, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Tag } from '../../ui/tag.tsx'
import classes from './value-line.module.css'

interface ValueLineProps {
  readonly label: string
  readonly children: ReactNode
  readonly isByHand: boolean
  /** Whether it was just edited: the focus goes on where it was. */
  readonly takesFocus?: boolean
  onAsk(): void
  readonly onEdit: (() => void) | undefined
}

/** A value that says why it is so, and may be edited. */
export function ValueLine({ label, children, isByHand, takesFocus = false, onAsk, onEdit }: ValueLineProps) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start" className={classes.line}>
      <Group gap="xs">
        <span>{children}</span>
        {isByHand && <Tag tone="held">By hand</Tag>}
      </Group>
      <Group gap={4} wrap="nowrap" className={classes.acts}>
        {onEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Edit: ${label}`}
            autoFocus={takesFocus}
            onClick={onEdit}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Why this value: ${label}`}
          onClick={onAsk}
        >
          <IconInfoCircle size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  )
}
