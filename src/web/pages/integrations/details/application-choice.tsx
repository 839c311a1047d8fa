import { Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { applicationName } from '../../../parts/application-name.ts'
import { connectorsQuery } from '../../../parts/data/integrations.ts'
import { applicationsQuery } from '../../../parts/data/saas.ts'
import { useMay } from '../../../parts/session.ts'

interface ApplicationChoiceProps {
  /** The vendor. */
  readonly connector: string
  /** Which of several tenants it is; empty where there is only one. */
  readonly instance: string
  readonly problem: string | undefined
  onChange(instance: string): void
}

const another = 'another'

/** The application whose users they are: one that is there, or another instance of it. */
export function ApplicationChoice({ connector, instance, problem, onChange }: ApplicationChoiceProps) {
  const may = useMay()
  const { data: known = [] } = useQuery({ ...applicationsQuery, enabled: may('saas-users:read') })
  const { data: connectors } = useQuery(connectorsQuery)
  const [isNaming, setNaming] = useState(false)
  const name = connectors?.find(({ id }) => id === connector)?.name ?? connector
  const instances = new Set([
    '',
    ...known.filter(({ vendor }) => vendor === connector).map((one) => one.instance),
  ])
  const isNew = isNaming || !instances.has(instance)
  const choose = (value: string | null) => {
    setNaming(value === another)
    onChange(value === another ? '' : (value ?? '').slice(choiceOf('').length))
  }
  return (
    <Stack gap={8}>
      <Select
        label="SaaS application"
        description="The one whose users they are; made at launch where it is new"
        data={[
          ...[...instances].map((one) => ({
            value: choiceOf(one),
            label: applicationName({ name, instance: one }),
          })),
          { value: another, label: `Another instance of ${name}` },
        ]}
        value={isNew ? another : choiceOf(instance)}
        allowDeselect={false}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isNew ? undefined : problem}
        onChange={choose}
      />
      {isNew && (
        <TextInput
          label="Name of the instance"
          description="Tells it apart from your other ones, such as us or test"
          required
          autoFocus={isNaming}
          value={instance}
          error={problem}
          onChange={(event) => {
            setNaming(true)
            onChange(event.currentTarget.value)
          }}
        />
      )}
    </Stack>
  )
}

/** An instance may be called like the choice of another one. */
const choiceOf = (instance: string): string => `instance ${instance}`
