import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Webhook, WebhookWithSecret } from '../../../client/webhook.ts'
import { api } from '../../parts/api.ts'
import { Dialog } from '../../ui/dialog-form.tsx'
import { WebhookForm } from './webhook-form.tsx'

interface NewWebhookProps {
  readonly opened: boolean
  onClose(): void
  onDone(webhook: WebhookWithSecret): void
}

/** Has another address told of what happens from now on. */
export function NewWebhookDialog({ opened, onClose, onDone }: NewWebhookProps) {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: api.webhooks.create,
    onSuccess: (webhook) => {
      onClose()
      onDone(webhook)
      return queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <Dialog opened={opened} onClose={onClose} title="New webhook" size="lg">
      <WebhookForm
        act="Create"
        error={create.error}
        isBusy={create.isPending}
        onClose={onClose}
        onSave={create.mutate}
      />
    </Dialog>
  )
}

interface EditWebhookProps {
  readonly webhook: Webhook
  readonly opened: boolean
  onClose(): void
}

/** Changes where a webhook is told, and of what. */
export function EditWebhookDialog({ webhook, opened, onClose }: EditWebhookProps) {
  const queries = useQueryClient()
  const update = useMutation({
    mutationFn: (edit: Pick<Webhook, 'name' | 'url' | 'events'>) => api.webhooks.update(webhook.id, edit),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
      onClose()
    },
  })
  return (
    <Dialog opened={opened} onClose={onClose} title={`Edit ${webhook.name}`} size="lg">
      <WebhookForm
        webhook={webhook}
        act="Save"
        error={update.error}
        isBusy={update.isPending}
        onClose={onClose}
        onSave={update.mutate}
      />
    </Dialog>
  )
}
