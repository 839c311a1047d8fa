import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import type { Run } from '../../../client/run.ts'
import { api } from '../../parts/api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useRunChange } from './use-run-change.ts'

/** Stops a run that is under way, once somebody is sure. */
export function Cancel({ run }: { readonly run: Run }) {
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
      <Button variant="default" size="xs" onClick={dialog.open}>
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
        Nothing of it is applied.
        {run.integrationId !== null && ' What was read is read again by the next run.'}
      </Confirm>
    </>
  )
}
