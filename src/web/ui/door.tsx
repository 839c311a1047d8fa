import { Box, Group, Paper, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import classes from './door.module.css'
import { Mark } from './mark.tsx'

interface DoorProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** A page before the product: signing in, setting up, being welcomed. */
export function Door({ title, lead, children }: DoorProps) {
  useEffect(() => {
    document.title = `${title} · Muster`
  }, [title])
  return (
    <Box component="main" className={classes.door}>
      <Box w="100%" maw={400}>
        <Group gap="sm" mb="lg" justify="center">
          <Mark size={32} />
          <Text fw={650} size="xl" lts="-0.01em">
            Muster
          </Text>
        </Group>
        <Paper withBorder p="xl" bg="var(--m-card)" style={{ borderColor: 'var(--m-line)' }}>
          <Title order={1} size="h3" mb={lead ? 4 : 'lg'}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" mb="lg">
              {lead}
            </Text>
          )}
          {children}
        </Paper>
      </Box>
    </Box>
  )
}
