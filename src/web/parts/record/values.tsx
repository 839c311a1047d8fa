import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { When } from '../../ui/when.tsx'
import { fieldsOf } from '../data/fields.ts'
import { useMay } from '../session.ts'
import { Value } from '../value.tsx'
import { kindOf, type Subject } from './subject.ts'
import { ValueLine } from './value-line.tsx'

const WhyField = lazy(async () => ({ default: (await import('./why-field.tsx')).WhyField }))
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
        <ValueLine
          key={key}
          label={labelOf(key)}
          takesFocus={left === key}
          isByHand={subject.byHand.includes(key)}
          onAsk={() => ask(key)}
          onEdit={mayEdit && field ? () => edit(key) : undefined}
        >
          <Value value={value} empty="–" />
        </ValueLine>
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
          <WhyField
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
