import type { Webhook } from '../../../client/webhook.ts'
import { Tag } from '../../ui/tag.tsx'

/** How a webhook stands, in a word. */
export function WebhookState({ of: { state, failingSince } }: { readonly of: Webhook }) {
  if (state === 'paused') return <Tag tone="warning">Paused</Tag>
  return failingSince ? <Tag tone="bad">Failing</Tag> : <Tag tone="ok">Active</Tag>
}
