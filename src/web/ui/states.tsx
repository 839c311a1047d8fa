import { Anchor, Box, Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconMapSearch, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface EmptyProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** 1 where it is all of a page. */
  readonly order?: 1 | 2
}

/** What stands where there is nothing yet: why, and what to do. */
export function Empty({ icon, title, children, action, order = 2 }: EmptyProps) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="xs" maw={420}>
        {icon && (
          <Box c="dimmed" aria-hidden>
            {icon}
          </Box>
        )}
        <Title order={order} size="h5" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" size="sm" ta="center">
            {children}
          </Text>
        )}
        {action && <Box mt="xs">{action}</Box>}
      </Stack>
    </Center>
  )
}

/** What stands where an address leads nowhere; to try again would help nobody. */
export function Missing({ children, order }: { readonly children: ReactNode; readonly order?: 1 | 2 }) {
  return (
    <Empty
      {...(order ? { order } : {})}
      icon={<IconMapSearch size={32} stroke={1.5} />}
      title="There is nothing at this address"
      action={
        <Anchor component={Link} to="/">
          To the overview
        </Anchor>
      }
    >
      {children}
    </Empty>
  )
}

interface FailureProps {
  readonly error: Error
  readonly retry?: () => void
  /** Another way out than to try again. */
  readonly action?: ReactNode
}

/** What stands where something could not be read: what happened, and the way to try again. */
export function Failure({ error, retry, action }: FailureProps) {
  return (
    <Box role="alert">
      <Empty
        icon={<IconAlertTriangle size={32} stroke={1.5} />}
        title="This could not be read"
        action={
          action ??
          (retry && (
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
              Try again
            </Button>
          ))
        }
      >
        {error.message}
      </Empty>
    </Box>
  )
}

const widths = ['62%', '84%', '71%', '90%', '58%', '79%']

/** What stands while something is read, in about the room that it will take. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  return (
    <Stack gap="md" p="md" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => widths[line % widths.length]).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={line} height={14} width={width} radius="sm" />
      ))}
    </Stack>
  )
}
