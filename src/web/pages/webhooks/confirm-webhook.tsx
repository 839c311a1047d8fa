import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Webhook, WebhookWithSecret } from '../../../client/webhook.ts'
import { api } from '../../parts/api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useLast } from '../../ui/use-last.ts'

/** What is asked about before it is done to a webhook. */
export type SureOfWebhook = 'pause' | 'rotate' | 'delete'

interface ConfirmWebhookProps {
  readonly webhook: Webhook
  /** Nothing is asked without it. */
  readonly sure: SureOfWebhook | undefined
  onClose(): void
  onRotated(webhook: WebhookWithSecret): void
}

const words: Readonly<Record<SureOfWebhook, readonly [title: string, does: string, says: string]>> = {
  pause: [
    'Pause',
    'Pause',
    'It is sent nothing until somebody lets it go on. What happens meanwhile is kept for 30 days, and can be sent then.',
  ],
  rotate: [
    'Another secret for',
    'Make a new secret',
    'The new secret is shown once. For 24 hours messages are signed under both, so that you can change the receiver meanwhile.',
  ],
  delete: [
    'Delete',
    'Delete',
    'Its address is told nothing any more. What is yet to be delivered, the log and the secret are gone for good.',
  ],
}

/** Asks, with what follows in words, and does it. */
export function ConfirmWebhook({ webhook, sure, onClose, onRotated }: ConfirmWebhookProps) {
  const { act, close } = useAct(webhook, onClose, onRotated)
  const [title, does, says] = words[useLast(sure) ?? 'pause']
  return (
    <Confirm
      opened={sure !== undefined}
      title={`${title} ${webhook.name}?`}
      act={does}
      isDangerous={sure === 'delete'}
      isBusy={act.isPending}
      problem={act.error?.message}
      onClose={close}
      onConfirm={() => sure && act.mutate(sure)}
      {...(sure === 'delete' ? { typed: webhook.name } : {})}
    >
      {says}
    </Confirm>
  )
}

function useAct(
  { id }: Webhook,
  onClose: ConfirmWebhookProps['onClose'],
  onRotated: ConfirmWebhookProps['onRotated'],
) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const act = useMutation({
    mutationFn: async (what: SureOfWebhook) => {
      if (what === 'rotate') return api.webhooks.rotate(id)
      if (what === 'pause') await api.webhooks.update(id, { state: 'paused' })
      else await api.webhooks.remove(id)
      return undefined
    },
    onSuccess: async (rotated, what) => {
      if (what === 'delete') await navigate({ to: '/webhooks' })
      onClose()
      if (rotated) onRotated(rotated)
      await queries.invalidateQueries({
        queryKey: ['webhooks'],
        ...(what === 'delete' ? { exact: true } : {}),
      })
    },
  })
  const close = () => {
    act.reset()
    onClose()
  }
  return { act, close }
}
