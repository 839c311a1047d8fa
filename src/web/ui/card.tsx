import { Box, Group, Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface CardProps {
  readonly title?: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Without a margin inside, for tables. */
  readonly flush?: boolean
  readonly children: ReactNode
}

/** A piece of a page with its own heading. */
export function Card({ title, lead, actions, flush = false, children }: CardProps) {
  return (
    <Paper component="section" bg="var(--m-card)" withBorder style={{ borderColor: 'var(--m-line)' }}>
      {title && (
        <Group justify="space-between" align="flex-start" px="md" pt="md" pb={flush ? 'sm' : 0} gap="xs">
          <Box style={{ flex: '1 1 200px' }}>
            <Title order={2} size="h5">
              {title}
            </Title>
            {lead && (
              <Text c="dimmed" size="sm">
                {lead}
              </Text>
            )}
          </Box>
          {actions}
        </Group>
      )}
      {/* Lines that begin with a border share the one of the card. */}
      <Box p={flush ? 0 : 'md'} mt={flush && !title ? -1 : 0}>
        {children}
      </Box>
    </Paper>
  )
}
