import { Anchor, Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { api } from '../../parts/api.ts'
import { decisionQuery } from '../../parts/data/runs.ts'
import { objectWords } from '../../parts/object-words.ts'
import { hasChanged, whereChanged } from '../../parts/run-list.ts'
import { isDone } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'

/** Where a run that rests leads: to the list that it wrote, or back to what was before. */
export function RunActions({ run }: { readonly run: Run }) {
  const may = useMay()
  const { many, seenBy } = run.links ? accountWords : objectWords[run.object]
  return (
    <>
      {isDone(run) && may(seenBy) && (
        <Button variant="default" renderRoot={(props) => <Link {...props} {...whereChanged(run)} />}>
          {hasChanged(run) ? `See the ${many} it changed` : `See all ${many}`}
        </Button>
      )}
      <TakeBack run={run} />
    </>
  )
}

const accountWords = { many: 'SaaS users', seenBy: 'saas-users:read' }

function TakeBack({ run }: { readonly run: Run }) {
  const { data: decision } = useQuery({ ...decisionQuery(run), enabled: isDone(run) && !run.undoneBy })
  if (run.undoneBy)
    return (
      <Text size="sm" c="dimmed">
        Taken back by{' '}
        <Anchor component={Link} to={`/runs/${run.undoneBy}`} inherit underline="always">
          another run
        </Anchor>
      </Text>
    )
  return isDone(run) && decision?.undo === null ? <Undo run={run} /> : null
}

function Undo({ run }: { readonly run: Run }) {
  const { one } = objectWords[run.object]
  const [opened, dialog] = useDisclosure(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: () => api.runs.undo(run.id),
    onSuccess: (plan) => void navigate({ to: '/runs/$id', params: { id: plan.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['runs'] }),
  })
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Undo
      </Button>
      <Confirm
        opened={opened}
        title="Plan to take this run back?"
        act="Show the plan"
        isBusy={undo.isPending}
        problem={undo.error?.message}
        onClose={dialog.close}
        onConfirm={() => undo.mutate()}
      >
        You see {one} by {one} what would be given back, before anything changes. What was changed since
        stays.
        {run.integrationId !== null &&
          ' When the plan is applied, the integration is paused, so that nothing comes again by itself.'}
      </Confirm>
    </>
  )
}
