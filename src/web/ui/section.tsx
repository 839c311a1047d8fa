import { Box, Button, Collapse, Group, Paper, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import classes from './section.module.css'

interface SectionProps {
  /** Where links to it lead. */
  readonly id: string
  readonly title: string
  /** What it says while it is closed. */
  readonly summary?: ReactNode
  readonly startsOpen?: boolean
  /** Begins to edit it; without, it cannot be, or is already. */
  readonly onEdit?: (() => void) | undefined
  readonly children: ReactNode
}

/** A part of a page that opens and closes. */
export function Section({ id, title, summary, startsOpen = true, onEdit, children }: SectionProps) {
  const [isOpen, setOpen] = useState(startsOpen)
  const content = useId()
  return (
    <Paper component="section" id={id} withBorder className={classes.section} aria-label={title}>
      <Group justify="space-between" wrap="nowrap" gap="sm" className={classes.head}>
        <h2 className={classes.heading}>
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={isOpen}
            aria-controls={content}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={18} className={classes.chevron} data-open={isOpen} aria-hidden />
            {title}
          </UnstyledButton>
        </h2>
        {!isOpen && summary && (
          <Text span size="sm" c="dimmed" truncate style={{ flex: 1 }} ta="right">
            {summary}
          </Text>
        )}
        {onEdit && (
          <Button
            variant="default"
            size="xs"
            aria-label={`Edit ${title.toLowerCase()}`}
            onClick={() => {
              setOpen(true)
              onEdit()
            }}
          >
            Edit
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen} id={content}>
        <Box className={classes.body}>{children}</Box>
      </Collapse>
    </Paper>
  )
}
