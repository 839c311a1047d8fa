import { Box, Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { runsQuery } from '../../parts/data/runs.ts'
import { isUnderWay, isWaiting } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { useRun } from './use-run.ts'

/** The way from a draft to its plan: asks for it, or leads to the one that is there. */
export function PlanButton({ integration: { id, missing } }: { readonly integration: Integration }) {
  const may = useMay()
  const { data } = useInfiniteQuery(runsQuery(id))
  const [last] = data?.pages[0]?.items ?? []
  const preview = useRun(id, 'plan')
  if (!may('runs:write')) return null
  const open = last && (isUnderWay(last.state) || isWaiting(last.state)) ? last : undefined
  return (
    <Box>
      {open ? (
        <Button component={Link} to={`/runs/${open.id}`}>
          {isUnderWay(open.state) ? 'To the plan that is being made' : 'To the plan, to launch it'}
        </Button>
      ) : (
        <Button disabled={missing.length > 0} loading={preview.isPending} onClick={() => preview.mutate()}>
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
