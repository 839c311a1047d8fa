import { Anchor, Box, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Notice } from '../../client/notice.ts'
import { Tag, type Tone } from '../ui/tag.tsx'
import { When } from '../ui/when.tsx'
import { api } from './api.ts'
import { useMay } from './session.ts'

const topics: Readonly<Record<string, readonly [string, Tone]>> = {
  held: ['Held', 'held'],
  failing: ['Failing', 'bad'],
  waiting: ['Waits for you', 'held'],
  paused: ['Paused', 'warning'],
  unscheduled: ['Not scheduled', 'warning'],
  expiring: ['Credential ends', 'warning'],
}

/** One notice: what it says, since when, and the way to what it is about. */
export function NoticeLine({ notice, onLeave }: { readonly notice: Notice; onLeave?: () => void }) {
  const [topic, tone] = topics[notice.reason.replace(/:.*/s, '')] ?? ['News', 'quiet']
  return (
    <Box px="sm" py={10} style={{ borderTop: '1px solid var(--m-line)' }}>
      <Group gap="xs" mb={4} justify="space-between">
        <Tag tone={notice.closedAt ? 'quiet' : tone}>{topic}</Tag>
        <Text span size="xs" c="dimmed">
          <When at={notice.madeAt} />
          {notice.closedAt && ' · over'}
        </Text>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {notice.message}
      </Text>
      <Group gap="sm" mt={4}>
        {notice.runId ? (
          <Anchor
            component={Link}
            to={`/runs/${notice.runId}`}
            size="sm"
            {...(onLeave ? { onClick: onLeave } : {})}
          >
            Open the run
          </Anchor>
        ) : (
          notice.integrationId && (
            <Anchor
              component={Link}
              to={`/integrations/${notice.integrationId}`}
              size="sm"
              {...(onLeave ? { onClick: onLeave } : {})}
            >
              Open the integration
            </Anchor>
          )
        )}
        <Seen notice={notice} />
      </Group>
    </Box>
  )
}

function Seen({ notice }: { readonly notice: Notice }) {
  const may = useMay()
  const queries = useQueryClient()
  const see = useMutation({
    mutationFn: () => api.notices.see(notice.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  if (notice.seenAt || notice.closedAt || !may('notices:write')) return null
  return (
    <Button variant="subtle" size="compact-sm" loading={see.isPending} onClick={() => see.mutate()}>
      Mark as seen
    </Button>
  )
}
