import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { api } from '../../parts/api.ts'
import { objectLoaded, objectWords } from '../../parts/object-words.ts'
import { capital } from '../../parts/run-words.ts'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useRun } from './use-run.ts'

/** What can be done with an integration that was launched; a draft can only be deleted. */
export function IntegrationActions({ integration }: { readonly integration: Integration }) {
  const { id, state } = integration
  const may = useMay()
  const queries = useQueryClient()
  const plan = useRun(id, 'plan')
  const run = useRun(id, 'apply')
  const pause = useMutation({
    mutationFn: () => (state === 'paused' ? api.integrations.resume(id) : api.integrations.pause(id)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  })
  const error = plan.error ?? run.error ?? pause.error
  return (
    <>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error.message}
        </Text>
      )}
      {state !== 'draft' && may('integrations:write') && (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
          {state === 'paused' ? 'Resume' : 'Pause'}
        </Button>
      )}
      {state !== 'draft' && may('runs:write') && (
        <>
          <Button
            variant="default"
            loading={plan.isPending}
            disabled={run.isPending}
            onClick={() => plan.mutate()}
          >
            Preview plan
          </Button>
          <Button loading={run.isPending} disabled={plan.isPending} onClick={() => run.mutate()}>
            Run now
          </Button>
        </>
      )}
      {may('integrations:write') && <More integration={integration} />}
    </>
  )
}

function More({ integration }: { readonly integration: Integration }) {
  const { id, name } = integration
  const object = objectLoaded(integration)
  const [isAsking, dialog] = useDisclosure(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api.integrations.remove(id),
    onSuccess: async () => {
      await navigate({ to: '/integrations' })
      queries.removeQueries({ queryKey: ['integrations', id] })
      await queries.invalidateQueries()
    },
  })
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" onClick={dialog.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={isAsking}
        title={`Delete ${name}?`}
        act="Delete"
        isDangerous
        typed={name}
        isBusy={remove.isPending}
        problem={remove.error?.message}
        onClose={dialog.close}
        onConfirm={() => remove.mutate()}
      >
        {capital(objectWords[object].many)}, their values and their history stay.
        {object === 'person'
          ? ' Accounts that no other integration loads are marked as no longer loaded.'
          : ' Software that no other integration tells of is no longer counted as installed.'}
      </Confirm>
    </>
  )
}
