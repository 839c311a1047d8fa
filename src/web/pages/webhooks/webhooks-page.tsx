import { Anchor, Button, Text } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Webhook, WebhookWithSecret } from '../../../client/webhook.ts'
import { webhooksQuery } from '../../parts/data/webhooks.ts'
import { useMay } from '../../parts/session.ts'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { countOf, countText } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { NewWebhookDialog } from './edit-webhook.tsx'
import { SigningSecret } from './signing-secret.tsx'
import { WebhookState } from './webhook-state.tsx'

/** The addresses that are told what happens here. */
export function WebhooksPage() {
  const query = useInfiniteQuery({ ...webhooksQuery, refetchInterval: 10_000 })
  const may = useMay()
  const navigate = useNavigate()
  const [asked, ask] = useAsked()
  const [made, setMade] = useState<WebhookWithSecret>()
  const add = may('webhooks:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
      New webhook
    </Button>
  )
  const hasSome = (query.data?.pages[0]?.items.length ?? 0) > 0
  return (
    <Page
      title="Webhooks"
      lead="Addresses of yours that are told what happens here: who and what kind of change, never a value of a person."
      actions={hasSome && add}
    >
      <Card flush>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconWebhook size={32} stroke={1.5} />} title="Nobody is told yet" action={add}>
              A webhook starts something elsewhere when somebody joins, changes or leaves, or when a run needs
              a person.
            </Empty>
          }
        >
          {(webhooks) => (
            <DataTable caption="Webhooks" columns={columns} rows={webhooks} rowKey={({ id }) => id} />
          )}
        </Pieces>
      </Card>
      <NewWebhookDialog
        opened={asked === 'new' && may('webhooks:write')}
        onClose={() => ask('')}
        onDone={setMade}
      />
      <SigningSecret
        webhook={made}
        onClose={() => made && void navigate({ to: '/webhooks/$id', params: { id: made.id } })}
      />
    </Page>
  )
}

const columns: readonly Column<Webhook>[] = [
  {
    key: 'name',
    label: 'Webhook',
    cell: ({ id, name, url }) => (
      <>
        <div>
          <Anchor component={Link} to={`/webhooks/${id}`} inherit>
            {name}
          </Anchor>
        </div>
        <Text size="xs" c="dimmed" truncate>
          {url}
        </Text>
      </>
    ),
  },
  { key: 'state', label: 'State', cell: (webhook) => <WebhookState of={webhook} /> },
  {
    key: 'events',
    label: 'Told of',
    minor: true,
    cell: ({ events }) => countOf(events.length, 'type of events', 'types of events'),
  },
  {
    key: 'waiting',
    label: 'Waiting',
    align: 'right',
    minor: true,
    cell: ({ waiting }) => countText(waiting),
  },
]
