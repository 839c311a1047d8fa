import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense } from 'react'
import { ApiError } from '../../../client/api-error.ts'
import type { Condition, Integration } from '../../../client/integration.ts'
import type { ConnectorLoad } from '../../../client/types.ts'
import { asConditions, asGroup } from '../../parts/conditions/conditions.ts'
import { conditionText } from '../../parts/conditions/rule-text.ts'
import { previewQuery, sampleQuery } from '../../parts/data/integrations.ts'
import { useMay } from '../../parts/session.ts'
import { sourceFields } from '../../parts/source-fields.ts'
import { Section } from '../../ui/section.tsx'
import { Loading } from '../../ui/states.tsx'
import { EditBar } from './edit-bar.tsx'
import { told } from './meanwhile.tsx'
import { useEdit } from './use-edit.ts'

// Comes when somebody edits.
const GroupEditor = lazy(async () => ({
  default: (await import('../../parts/conditions/group-editor.tsx')).GroupEditor,
}))

interface Props {
  readonly integration: Integration
  readonly load: ConnectorLoad
}

/** Which records take part, with a count on the sample while it is edited. */
export function ConditionsSection({ integration, load }: Props) {
  const edit = useEdit(integration, { conditions: integration.conditions }, (draft) => draft)
  const { conditions } = edit.draft
  const may = useMay()
  const sources = sourceFields(load, integration.mapping)
  const known = (key: string) => sources.find((source) => source.key === key)
  const problems = edit.error instanceof ApiError ? edit.error.problems : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  const say = (of: Condition | null) => (of ? conditionText(of, known) : 'Every record takes part')
  const text = say(conditions)
  return (
    <Section
      id="conditions"
      title="Conditions"
      startsOpen={integration.state === 'draft'}
      summary={text}
      onEdit={edit.isEditing || !may('integrations:write') ? undefined : edit.begin}
    >
      {edit.isEditing ? (
        <form onSubmit={submit}>
          <Suspense fallback={<Loading lines={3} />}>
            <GroupEditor
              group={asGroup(conditions)}
              place="conditions"
              none="Without a rule every record takes part."
              problems={problems}
              sources={sources}
              onChange={(group) => edit.set({ conditions: asConditions(group) })}
            />
          </Suspense>
          <Count integration={integration} conditions={conditions} />
          <EditBar
            edit={edit}
            tell={told({ conditions: ['Conditions', say] })}
            shown={problems.map(({ field }) => field).filter((field) => field.startsWith('conditions'))}
          />
        </form>
      ) : (
        <Text size="sm">{text}</Text>
      )}
    </Section>
  )
}

/** How many records of the sample take part. */
function Count({
  integration,
  conditions,
}: {
  readonly integration: Integration
  readonly conditions: Condition | null
}) {
  const { data: sample } = useQuery(sampleQuery(integration.id))
  const [settled] = useDebouncedValue(conditions, 300)
  const { data } = useQuery({
    ...previewQuery(integration.id, { record: 0, conditions: settled }),
    enabled: (sample?.records.length ?? 0) > 0,
    placeholderData: keepPreviousData,
  })
  if (!sample) return null
  if (sample.records.length === 0)
    return (
      <Text size="sm" c="dimmed" mt="md">
        Take a sample above, and you see how many records take part.
      </Text>
    )
  return (
    <Text size="sm" mt="md" role="status" fw={560}>
      {data && data.takesPart !== null
        ? `${data.sample.takePart} of ${data.sample.records} records of the sample take part`
        : 'Finish the rules to see how many records take part'}
    </Text>
  )
}
