import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  readonly title: string
  /** What the page is for, in a sentence. */
  readonly lead?: ReactNode
  /** Marks beside the title, such as a state. */
  readonly marks?: ReactNode
  readonly actions?: ReactNode
  /** The list that this page is one thing of. */
  readonly back?: ReactNode
  readonly children: ReactNode
}

/** A page: it names itself to the browser, and takes the focus when somebody navigates to it. */
export function Page({ title, lead, marks, actions, back, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Muster`
  }, [title])
  useEffect(() => {
    // The first page of a visit leaves the focus where the browser puts it.
    if (document.documentElement.dataset.navigated === 'yes') heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Stack gap="lg">
      <Box>
        {back}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="sm" align="center">
            <Title order={1} size="h2" ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {marks}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {lead && (
          <Text c="dimmed" size="sm" mt={4} maw={720} style={{ overflowWrap: 'anywhere' }}>
            {lead}
          </Text>
        )}
      </Box>
      {children}
    </Stack>
  )
}
