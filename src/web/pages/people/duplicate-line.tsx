import { Anchor, Box, Button, Group, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Duplicate } from '../../../client/duplicate.ts'
import { api } from '../../parts/api.ts'

/** Two people who may be the same, why, and what can be done about it. */
export function DuplicateLine({ pair }: { readonly pair: Duplicate }) {
  const { id, first, second, reasons, dismissedBy } = pair
  const queries = useQueryClient()
  const isDismissed = dismissedBy !== null
  const say = useMutation({
    mutationFn: () => (isDismissed ? api.duplicates.restore(id) : api.duplicates.dismiss(id)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duplicates'] }),
  })
  const names = `${nameOf(first)} and ${nameOf(second)}`
  return (
    <Box px="md" py="sm" style={{ borderTop: '1px solid var(--m-line)' }}>
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Side side={first} />
          <Side side={second} />
          <Text size="xs" c="dimmed">
            {reasons.map(({ text }) => text).join('; ')}
            {isDismissed && ` · not the same, says ${dismissedBy}`}
          </Text>
        </div>
        <Group gap="xs">
          {!isDismissed && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Merge ${names}`}
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/people/$id/merge"
                  params={{ id: first.id }}
                  search={{ with: second.id }}
                />
              )}
            >
              Merge
            </Button>
          )}
          <Button
            size="xs"
            variant="subtle"
            aria-label={isDismissed ? `Suggest ${names} again` : `Not the same: ${names}`}
            loading={say.isPending}
            onClick={() => say.mutate()}
          >
            {isDismissed ? 'Suggest again' : 'Not the same'}
          </Button>
        </Group>
      </Group>
      {say.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {say.error.message}
        </Text>
      )}
    </Box>
  )
}

const nameOf = ({ fullName, username }: Duplicate['first']) => fullName ?? username

function Side({ side }: { readonly side: Duplicate['first'] }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Anchor component={Link} to={`/people/${side.id}`} inherit>
        {nameOf(side)}
      </Anchor>{' '}
      {side.email}
    </Text>
  )
}
