import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OpenSession } from '../../../client/account.ts'
import { api } from '../../parts/api.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

const queryKey = ['account', 'sessions']

/** The browsers that are signed in. */
export function Sessions() {
  const query = useQuery({ queryKey, queryFn: async () => (await api.account.sessions()).items })
  return (
    <div id="sessions">
      <Card title="Sessions" lead="The browsers in which you are signed in">
        <Loaded query={query} lines={3}>
          {(sessions) => (
            <Stack>
              {sessions.map((session) => (
                <Line key={session.id} session={session} />
              ))}
            </Stack>
          )}
        </Loaded>
      </Card>
    </div>
  )
}

function Line({
  session: { id, current, userAgent, createdAt, lastUsedAt },
}: {
  readonly session: OpenSession
}) {
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.account.endSession(id),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  })
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={560} style={{ overflowWrap: 'anywhere' }}>
          {browserName(userAgent)}
        </Text>
        <Text size="sm" c="dimmed">
          Signed in <When at={createdAt} />, last used <When at={lastUsedAt} />
        </Text>
      </div>
      {current ? (
        <Tag tone="ok">This one</Tag>
      ) : (
        <Button variant="default" size="compact-sm" loading={end.isPending} onClick={() => end.mutate()}>
          Sign out
        </Button>
      )}
    </Group>
  )
}

const browsers = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'] as const
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const
const ownNames: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'a Mac' }

/** What a browser says of itself, in two words. */
function browserName(userAgent: string | null): string {
  if (!userAgent) return 'A browser'
  const named = (all: readonly string[]) => {
    const found = all.find((name) => userAgent.includes(name))
    return found && (ownNames[found] ?? found)
  }
  return [named(browsers) ?? 'A browser', named(systems)].filter(Boolean).join(' on ')
}
