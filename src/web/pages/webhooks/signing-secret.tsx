import { Text } from '@mantine/core'
import type { WebhookWithSecret } from '../../../client/webhook.ts'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useLast } from '../../ui/use-last.ts'

interface SigningSecretProps {
  readonly webhook: WebhookWithSecret | undefined
  onClose(): void
}

/** The secret that verifies messages, the one time that it is told. */
export function SigningSecret({ webhook, onClose }: SigningSecretProps) {
  const shown = useLast(webhook)
  return (
    <ShownOnce value={webhook?.secret} title={`The secret of ${shown?.name}`} onClose={onClose}>
      Give it to the receiver, which verifies with it that a message is Muster’s (Standard Webhooks). It is
      not shown again.
      {shown?.previousUntil && (
        <Text size="sm" mt="xs">
          For 24 hours messages are signed under the secret before, too, so that nothing is refused meanwhile.
        </Text>
      )}
    </ShownOnce>
  )
}
