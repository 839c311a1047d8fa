import { Box, Button, Code, Collapse, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import type { Delivery, Webhook } from '../../../client/webhook.ts'
import { api } from '../../parts/api.ts'
import { useMay } from '../../parts/session.ts'
import { countOf } from '../../ui/numbers.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { durationText } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import classes from './delivery-line.module.css'

const states: Readonly<Record<Delivery['state'], readonly [string, Tone]>> = {
  waiting: ['Waiting', 'busy'],
  delivered: ['Delivered', 'ok'],
  failed: ['Failed', 'bad'],
}

interface DeliveryLineProps {
  readonly delivery: Delivery
  readonly webhook: Webhook
}

/** One message: how it stands, and on demand its tries and what it says. */
export function DeliveryLine({ delivery, webhook }: DeliveryLineProps) {
  const [isOpen, details] = useDisclosure(false)
  const id = useId()
  const [word, tone] = states[delivery.state]
  return (
    <Box className={classes.line}>
      <Group gap="sm" justify="space-between">
        <UnstyledButton
          className={classes.name}
          onClick={details.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
        >
          <IconChevronRight size={16} className={classes.chevron} data-open={isOpen} aria-hidden />
          <span>
            <Text span size="sm" ff="monospace">
              {delivery.type}
            </Text>
            <Text size="xs" c="dimmed">
              <When at={delivery.happenedAt} />
              {delivery.tries > 0 && `, ${countOf(delivery.tries, 'try', 'tries')}`}
              {delivery.dueAt && (
                <>
                  , next <When at={delivery.dueAt} />
                </>
              )}
            </Text>
          </span>
        </UnstyledButton>
        <Group gap="sm" ml="auto">
          <Tag tone={tone}>{word}</Tag>
          <SendAgain delivery={delivery} webhook={webhook} />
        </Group>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <Box className={classes.details}>
          <Attempts delivery={delivery} />
          <Code block fz="xs" mt="xs" tabIndex={0} aria-label="What it says" role="region">
            {JSON.stringify(delivery.payload, null, 2)}
          </Code>
        </Box>
      </Collapse>
    </Box>
  )
}

function SendAgain({ delivery: { id, state, type }, webhook }: DeliveryLineProps) {
  const may = useMay()
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => api.webhooks.replay(webhook.id, { deliveryId: id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks', webhook.id] }),
  })
  if (!may('webhooks:write') || state === 'waiting' || webhook.state === 'paused') return null
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        loading={again.isPending}
        onClick={() => again.mutate()}
        aria-label={`Send this ${type} again`}
      >
        Send again
      </Button>
      {again.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {again.error.message}
        </Text>
      )}
    </>
  )
}

function Attempts({ delivery: { attempts } }: Pick<DeliveryLineProps, 'delivery'>) {
  if (attempts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        It was not tried yet.
      </Text>
    )
  return attempts.map(({ at, status, milliseconds, fault, answer }) => (
    <Text key={at} size="sm" style={{ overflowWrap: 'anywhere' }}>
      <When at={at} />: {status === null ? 'no answer' : `HTTP ${status}`} in {durationText(milliseconds)}
      {fault && `; ${fault}`}
      {answer && (
        <Text span c="dimmed" size="sm">
          {' '}
          “{answer}”
        </Text>
      )}
    </Text>
  ))
}
