import { Button, Group, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Webhook } from '../../../client/webhook.ts'
import { deliveriesQuery } from '../../parts/data/webhooks.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { ReplayDialog } from './replay.tsx'

/** What was and is to be sent, the newest first, with every try. */
export function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const { state } = useSearch({ from: '/inside/webhooks/$id' })
  const query = useInfiniteQuery({ ...deliveriesQuery(webhook.id, state), placeholderData: keepPreviousData })
  const may = useMay()
  const [isAsking, ask] = useDisclosure(false)
  const [resent, setResent] = useState<number>()
  return (
    <Card
      title="Messages"
      lead={resent === undefined ? 'Kept for 30 days' : <Resent messages={resent} />}
      flush
      actions={
        may('webhooks:write') && (
          <Button variant="default" size="xs" onClick={ask.open}>
            Send several again
          </Button>
        )
      }
    >
      <Group px="md" pb="sm">
        <StateSwitch />
      </Group>
      <Pieces
        query={query}
        empty={
          <Empty
            icon={<IconSend size={32} stroke={1.5} />}
            title={state ? 'There is none' : 'No message yet'}
          >
            {state
              ? 'No message is in this state.'
              : 'Send a test to see whether the address takes messages and verifies them.'}
          </Empty>
        }
      >
        {(deliveries) =>
          deliveries.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} webhook={webhook} />
          ))
        }
      </Pieces>
      <ReplayDialog webhook={webhook} opened={isAsking} onClose={ask.close} onDone={setResent} />
    </Card>
  )
}

function Resent({ messages }: { readonly messages: number }) {
  return (
    <span role="status">
      {messages === 0 ? 'There was no such message' : `${countOf(messages, 'message')} sent again`}
    </span>
  )
}

function StateSwitch() {
  const { state } = useSearch({ from: '/inside/webhooks/$id' })
  const navigate = useNavigate({ from: '/webhooks/$id' })
  return (
    <SegmentedControl
      size="xs"
      aria-label="Which messages are shown"
      value={state ?? 'all'}
      onChange={(value) =>
        void navigate({
          search: value === 'waiting' || value === 'delivered' || value === 'failed' ? { state: value } : {},
          replace: true,
        })
      }
      data={[
        { value: 'all', label: 'All' },
        { value: 'waiting', label: 'Waiting' },
        { value: 'delivered', label: 'Delivered' },
        { value: 'failed', label: 'Failed' },
      ]}
    />
  )
}
