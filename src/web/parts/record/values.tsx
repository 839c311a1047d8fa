import { ActionIcon, Group } from '@mantine/core'
import { IconInfoCircle, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Field } from '../../../client/types.ts'
import type { Json } from '../../../lib/value.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { fieldsOf } from '../data/fields.ts'
import { useMay } from '../session.ts'
import { Value } from '../value.tsx'
import { kindOf, type Subject } from './subject.ts'
import classes from './values.module.css'

const WhyDialog = lazy(async () => ({ default: (await import('./why.tsx')).WhyDialog }))
const EditValue = lazy(async () => ({ default: (await import('./edit-value.tsx')).EditValue }))

/** What is known of a person or a device, field by field: each says why it is so, and is edited in its place. */
export function Values({ subject }: { readonly subject: Subject }) {
  const { data: fields } = useQuery(fieldsOf(subject.object))
  const may = useMay()
  const [asked, ask] = useState<string>()
  const [edited, edit] = useState<string>()
  const [left, leave] = useState<string>()
  const close = (key: string) => {
    edit(undefined)
    leave(key)
  }
  const known = new Map(fields?.map((field) => [field.key, field]))
  const labelOf = (key: string) => known.get(key)?.label ?? key
  const mayEdit = may(kindOf(subject.object).write) && subject.archivedAt === null
  const items = Object.entries(subject.values).map(([key, value]) => {
    const field = known.get(key)
    const line =
      field && edited === key ? (
        <Suspense key={key}>
          <EditValue subject={subject} field={field} value={value} onClose={() => close(key)} />
        </Suspense>
      ) : (
        <Line
          key={key}
          label={labelOf(key)}
          value={value}
          takesFocus={left === key}
          isByHand={subject.byHand.includes(key)}
          onAsk={() => ask(key)}
          onEdit={mayEdit && field ? () => edit(key) : undefined}
        />
      )
    return [labelOf(key), line] as const
  })
  return (
    <Card title="Fields">
      <Details
        items={[
          ...items,
          ['In the directory since', <When key="created" at={subject.createdAt} />],
          ['Changed', <When key="updated" at={subject.updatedAt} />],
        ]}
      />
      <Suspense>
        {asked !== undefined && (
          <WhyDialog
            subject={subject}
            field={asked}
            label={labelOf(asked)}
            mayEdit={mayEdit}
            onClose={() => ask(undefined)}
          />
        )}
      </Suspense>
    </Card>
  )
}

interface LineProps {
  readonly label: Field['label']
  readonly value: Json
  readonly isByHand: boolean
  /** Whether it was just edited: the focus goes on where it was. */
  readonly takesFocus: boolean
  onAsk(): void
  readonly onEdit: (() => void) | undefined
}

function Line({ label, value, isByHand, takesFocus, onAsk, onEdit }: LineProps) {
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start" className={classes.line}>
      <Group gap="xs">
        <span>
          <Value value={value} empty="–" />
        </span>
        {isByHand && <Tag tone="held">By hand</Tag>}
      </Group>
      <Group gap={4} wrap="nowrap" className={classes.acts}>
        {onEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Edit: ${label}`}
            autoFocus={takesFocus}
            onClick={onEdit}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
        )}
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
    </Group>
  )
}
