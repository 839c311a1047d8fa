import { Anchor, Box, Button, Group, List, Paper, Text } from '@mantine/core'
import { IconCircleCheck, IconListCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { api } from '../../parts/api.ts'
import { runsQuery } from '../../parts/data/runs.ts'
import { objectLoaded, objectWords } from '../../parts/object-words.ts'
import { isUnderWay, isWaiting } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { countOf } from '../../ui/numbers.ts'
import { goTo } from './go-to.ts'
import classes from './launch-bar.module.css'

/** What a draft still lacks, by name; once it lacks nothing, the way to its plan and its launch. */
export function LaunchBar({ integration }: { readonly integration: Integration }) {
  if (integration.state !== 'draft') return null
  const { missing } = integration
  const { one } = objectWords[objectLoaded(integration)]
  return (
    <Paper withBorder className={classes.bar} component="section" aria-label="Launch">
      <Group justify="space-between" align="flex-start" gap="md">
        <Group align="flex-start" gap="sm" wrap="nowrap" style={{ flex: 1, minWidth: 220 }}>
          {missing.length === 0 ? (
            <IconCircleCheck size={22} color="var(--m-ok)" aria-hidden />
          ) : (
            <IconListCheck size={22} color="var(--m-warning)" aria-hidden />
          )}
          <Box>
            <Text fw={600} role="status">
              {missing.length === 0
                ? 'Nothing is missing'
                : `${countOf(missing.length, 'thing')} missing before launch`}
            </Text>
            {missing.length === 0 ? (
              <Text size="sm" c="dimmed">
                The plan shows {one} by {one} what would happen. Launching applies exactly that.
              </Text>
            ) : (
              <List size="sm" mt={4} spacing={2}>
                {missing.map(({ field, message }) => (
                  <List.Item key={field}>
                    <Anchor
                      href={`#${placeOf(field)}`}
                      inherit
                      onClick={(event) => goTo(placeOf(field)) && event.preventDefault()}
                    >
                      {message}
                    </Anchor>
                  </List.Item>
                ))}
              </List>
            )}
          </Box>
        </Group>
        <Plan integration={integration} />
      </Group>
    </Paper>
  )
}

const placeOf = (field: string): string => {
  if (field === 'credentialId') return 'credential'
  return field === 'syncKeys' ? 'sync-keys' : `target-${field}`
}

function Plan({ integration }: { readonly integration: Integration }) {
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data } = useInfiniteQuery(runsQuery(integration.id))
  const [last] = data?.pages[0]?.items ?? []
  const preview = useMutation({
    mutationFn: () => api.integrations.run(integration.id, 'plan'),
    onSuccess: (run) => void navigate({ to: '/runs/$id', params: { id: run.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['runs'] }),
  })
  if (!may('runs:write')) return null
  const open = last && (isUnderWay(last.state) || isWaiting(last.state)) ? last : undefined
  return (
    <Box>
      {open ? (
        <Button component={Link} to={`/runs/${open.id}`}>
          {isUnderWay(open.state) ? 'To the plan that is being made' : 'To the plan, to launch it'}
        </Button>
      ) : (
        <Button
          disabled={integration.missing.length > 0}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          Preview plan
        </Button>
      )}
      {preview.error && (
        <Text size="sm" c="var(--mantine-color-error)" mt="xs" role="alert">
          {preview.error.message}
        </Text>
      )}
    </Box>
  )
}
