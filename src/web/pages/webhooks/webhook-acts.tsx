import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook, WebhookWithSecret } from '../../../client/webhook.ts'
import { api } from '../../parts/api.ts'
import { RowMenu } from '../../ui/row-menu.tsx'
import { ConfirmWebhook, type SureOfWebhook } from './confirm-webhook.tsx'
import { EditWebhookDialog } from './edit-webhook.tsx'
import { SigningSecret } from './signing-secret.tsx'

/** What can be done with a webhook. */
export function WebhookActs({ webhook }: { readonly webhook: Webhook }) {
  const [asked, setAsked] = useState<SureOfWebhook | 'edit'>()
  const [rotated, setRotated] = useState<WebhookWithSecret>()
  const close = () => setAsked(undefined)
  const isPaused = webhook.state === 'paused'
  return (
    <>
      {isPaused ? <Resume webhook={webhook} /> : <SendTest webhook={webhook} />}
      <Button variant="default" onClick={() => setAsked('edit')}>
        Edit
      </Button>
      <RowMenu
        label={`More for ${webhook.name}`}
        acts={[
          ...(isPaused ? [] : [{ label: 'Pause', run: () => setAsked('pause') }]),
          { label: 'New secret', run: () => setAsked('rotate') },
          { label: 'Delete', isDangerous: true, run: () => setAsked('delete') },
        ]}
      />
      <EditWebhookDialog webhook={webhook} opened={asked === 'edit'} onClose={close} />
      <ConfirmWebhook
        webhook={webhook}
        sure={asked === 'edit' ? undefined : asked}
        onClose={close}
        onRotated={setRotated}
      />
      <SigningSecret webhook={rotated} onClose={() => setRotated(undefined)} />
    </>
  )
}

function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['webhooks'] })
}

function SendTest({ webhook: { id } }: { readonly webhook: Webhook }) {
  const refresh = useRefresh()
  const test = useMutation({ mutationFn: () => api.webhooks.test(id), onSuccess: refresh })
  return (
    <>
      <Button loading={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      {test.error && <Problem>{test.error.message}</Problem>}
    </>
  )
}

function Resume({ webhook: { id } }: { readonly webhook: Webhook }) {
  const refresh = useRefresh()
  const resume = useMutation({
    mutationFn: () => api.webhooks.update(id, { state: 'active' }),
    onSuccess: refresh,
  })
  return (
    <>
      <Button loading={resume.isPending} onClick={() => resume.mutate()}>
        Let it go on
      </Button>
      {resume.error && <Problem>{resume.error.message}</Problem>}
    </>
  )
}

const Problem = ({ children }: { readonly children: string }) => (
  <Text size="sm" c="var(--mantine-color-error)" role="alert">
    {children}
  </Text>
)
