import { ActionIcon, Group } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { PersonDetail } from '../../../client/person.ts'
import type { Json } from '../../../lib/value.ts'
import { fieldsQuery } from '../../parts/data/fields.ts'
import { Value } from '../../parts/value.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { When } from '../../ui/when.tsx'

const WhyDialog = lazy(async () => ({ default: (await import('./why.tsx')).WhyDialog }))

interface Asked {
  readonly key: string
  readonly label: string
}

/** What is known of a person, field by field; each says why it is so. */
export function Values({ person }: { readonly person: PersonDetail }) {
  const { data: fields } = useQuery(fieldsQuery)
  const [asked, ask] = useState<Asked>()
  const labels = new Map(fields?.map(({ key, label }) => [key, label]))
  const items = Object.entries(person.values).map(([key, value]) => {
    const label = labels.get(key) ?? key
    return [
      label,
      <WithReason key={key} label={label} value={value} onAsk={() => ask({ key, label })} />,
    ] as const
  })
  return (
    <Card title="Fields">
      <Details
        items={[
          ...items,
          ['In the directory since', <When key="created" at={person.createdAt} />],
          ['Changed', <When key="updated" at={person.updatedAt} />],
        ]}
      />
      <Suspense>
        {asked && (
          <WhyDialog
            personId={person.id}
            field={asked.key}
            label={asked.label}
            onClose={() => ask(undefined)}
          />
        )}
      </Suspense>
    </Card>
  )
}

interface WithReasonProps {
  readonly label: string
  readonly value: Json
  onAsk(): void
}

function WithReason({ label, value, onAsk }: WithReasonProps) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
      <span>
        <Value value={value} empty="–" />
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Why this value: ${label}`}
        onClick={onAsk}
      >
        <IconInfoCircle size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
