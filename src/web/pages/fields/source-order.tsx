import { Anchor, Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OrderedSource, SourceOrder } from '../../../client/source-order.ts'
import type { Field } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { sourceOrderQuery } from '../../parts/data/fields.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Note } from '../../ui/note.tsx'
import { OrderLines } from '../../ui/order-lines.tsx'
import { SaveBar } from '../../ui/save-bar.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

/** Which source speaks first of a field; another order takes effect by its plan. */
export function SourceOrderCard({ field }: { readonly field: Field }) {
  const query = useQuery(sourceOrderQuery(field.id))
  return (
    <Card
      title="Who speaks first"
      lead="The value is what the first of these says that is not empty. What is written by hand comes before all of them, until it is given back."
    >
      <Loaded query={query}>{(order) => <Order order={order} />}</Loaded>
    </Card>
  )
}

const byLaunch = (sources: readonly OrderedSource[]): readonly OrderedSource[] =>
  sources.toSorted((a, b) => a.launchedAt.localeCompare(b.launchedAt))

const idsOf = (sources: readonly OrderedSource[]): string[] =>
  sources.map(({ integrationId }) => integrationId)

function Order({ order }: { readonly order: SourceOrder }) {
  const may = useMay()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<readonly OrderedSource[]>()
  const usual = byLaunch(order.sources)
  const isUsual = (ids: readonly string[]) => idsOf(usual).join() === ids.join()
  const propose = useMutation({
    mutationFn: (ids: readonly string[]) => api.fields.proposeSources(order.field, isUsual(ids) ? [] : ids),
    onSuccess: (now) => {
      queries.setQueryData(sourceOrderQuery(order.field).queryKey, now)
      setDraft(undefined)
      return queries.invalidateQueries({ queryKey: ['runs'] })
    },
  })
  const shown = draft ?? order.sources
  const mayEdit = may('fields:write') && order.sources.length > 1
  if (order.sources.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No integration says anything of this field.
      </Text>
    )
  return (
    <>
      {order.proposal && <Waiting order={order} proposal={order.proposal} />}
      <OrderLines
        label="Who speaks first"
        items={shown}
        keyOf={({ integrationId }) => integrationId}
        nameOf={({ integrationName }) => integrationName}
        onOrder={mayEdit ? setDraft : undefined}
      >
        {(source) => <Source source={source} />}
      </OrderLines>
      <Group my="sm" gap="sm">
        <Tag tone="quiet">
          {isUsual(idsOf(shown)) ? 'The usual order: as they were launched' : 'Your order'}
        </Tag>
        {mayEdit && !isUsual(idsOf(shown)) && (
          <Button variant="subtle" size="compact-sm" onClick={() => setDraft(usual)}>
            The usual order
          </Button>
        )}
      </Group>
      {draft && idsOf(draft).join() !== idsOf(order.sources).join() && (
        <SaveBar
          isBusy={propose.isPending}
          problem={generalProblem(propose.error)}
          onSave={() => propose.mutate(idsOf(draft))}
          onLeave={() => setDraft(undefined)}
        />
      )}
    </>
  )
}

function Source({ source }: { readonly source: OrderedSource }) {
  return (
    <Group gap="sm">
      <Anchor component={Link} to={`/integrations/${source.integrationId}`} size="sm">
        {source.integrationName}
      </Anchor>
      <Text size="xs" c="dimmed">
        launched <When at={source.launchedAt} />
      </Text>
      {!source.writes && <Tag tone="quiet">Does not write it any more</Tag>}
    </Group>
  )
}

interface WaitingProps {
  readonly order: SourceOrder
  readonly proposal: NonNullable<SourceOrder['proposal']>
}

function Waiting({ order, proposal }: WaitingProps) {
  const names = new Map(order.sources.map((source) => [source.integrationId, source.integrationName]))
  const said = proposal.integrationIds.flatMap((id) => names.get(id) ?? []).join(', ')
  return (
    <Note tone="held" title="Another order waits">
      {said === '' ? 'The usual order' : said}, proposed by {proposal.by}. Nothing has changed yet:{' '}
      <Anchor component={Link} to={`/runs/${proposal.runId}`} inherit underline="always">
        look at whom it changes
      </Anchor>
      , then apply it.
    </Note>
  )
}
