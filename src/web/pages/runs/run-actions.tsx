import { Anchor, Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { api } from '../../parts/api.ts'
import { isUnderWay } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useRunChange } from './use-run-change.ts'

/** What can be done with a run as it stands: stop it, or take it back. */
export function RunActions({ run }: { readonly run: Run }) {
  const may = useMay()
  if (!may('runs:write')) return null
  if (isUnderWay(run.state)) return <Cancel run={run} />
  if (run.undoneBy)
    return (
      <Text size="sm" c="dimmed">
        Taken back by{' '}
        <Anchor component={Link} to={`/runs/${run.undoneBy}`} inherit underline="always">
          another run
        </Anchor>
      </Text>
    )
  return run.state.startsWith('succeeded') ? <Undo run={run} /> : null
}

function Cancel({ run }: { readonly run: Run }) {
  const [opened, dialog] = useDisclosure(false)
  const changed = useRunChange(run)
  const cancel = useMutation({
    mutationFn: () => api.runs.cancel(run.id),
    onSuccess: (after) => {
      changed.onSuccess(after)
      dialog.close()
    },
    onSettled: changed.onSettled,
  })
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Cancel
      </Button>
      <Confirm
        opened={opened}
        title="Stop this run?"
        act="Stop the run"
        isBusy={cancel.isPending}
        problem={cancel.error?.message}
        onClose={dialog.close}
        onConfirm={() => cancel.mutate()}
      >
        Nothing of it is applied. What was read is read again by the next run.
      </Confirm>
    </>
  )
}

function Undo({ run }: { readonly run: Run }) {
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
        You see person by person what would be given back, before anything changes. What was changed since
        stays. When the plan is applied, the integration is paused, so that nothing comes again by itself.
      </Confirm>
    </>
  )
}
