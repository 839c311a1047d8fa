import { Alert, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Webhook } from '../../../client/webhook.ts'
import { webhookQuery } from '../../parts/data/webhooks.ts'
import { useMay } from '../../parts/session.ts'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { timeText } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import { Deliveries } from './deliveries.tsx'
import { eventGroups } from './event-words.ts'
import { WebhookActs } from './webhook-acts.tsx'
import { WebhookState } from './webhook-state.tsx'

/** One webhook: where it is told, of what, and everything that was sent. */
export function WebhookPage() {
  const { id } = useParams({ from: '/inside/webhooks/$id' })
  const query = useQuery(webhookQuery(id))
  const may = useMay()
  const { data: webhook } = query
  return (
    <Page
      title={webhook?.name ?? 'Webhook'}
      back={<Back to="/webhooks">Webhooks</Back>}
      marks={webhook && <WebhookState of={webhook} />}
      actions={webhook && may('webhooks:write') && <WebhookActs webhook={webhook} />}
    >
      <Loaded query={query}>
        {(one) => (
          <>
            <Standing webhook={one} />
            <Card title="What it is told">
              <Facts webhook={one} />
            </Card>
            <Deliveries webhook={one} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Standing({ webhook: { state, pausedBecause, failingSince } }: { readonly webhook: Webhook }) {
  if (state === 'paused')
    return (
      <Alert color="yellow" variant="light" title="It is paused" role="status">
        {pausedBecause ?? 'Somebody paused it.'} What happens meanwhile is kept for 30 days, and can be sent
        again when it goes on.
      </Alert>
    )
  if (!failingSince) return null
  return (
    <Alert color="red" variant="light" title="The address takes nothing" role="status">
      Since {timeText(failingSince)} no message was taken. Each is tried again for three days; after five days
      without a taken one, the webhook is paused.
    </Alert>
  )
}

function Facts({ webhook }: { readonly webhook: Webhook }) {
  return (
    <Details
      items={[
        ['Address', webhook.url],
        ['Told when', <Events key="events" types={webhook.events} />],
        ['Waiting', countOf(webhook.waiting, 'message')],
        [
          'Fingerprint of the secret',
          <>
            {webhook.fingerprint}
            {webhook.previousUntil && (
              <>
                ; the one before holds until <When at={webhook.previousUntil} />
              </>
            )}
          </>,
        ],
        ['Made', <When key="made" at={webhook.createdAt} />],
      ]}
    />
  )
}

function Events({ types }: { readonly types: readonly string[] }) {
  const wanted = eventGroups.flatMap(([, all]) => all).filter(([type]) => types.includes(type))
  return (
    <Stack gap={2}>
      {wanted.map(([type, says]) => (
        <Text key={type} size="sm">
          {says}{' '}
          <Text span c="dimmed" size="xs" ff="monospace">
            {type}
          </Text>
        </Text>
      ))}
    </Stack>
  )
}
