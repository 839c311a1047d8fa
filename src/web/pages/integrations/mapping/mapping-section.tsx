import { Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../../../../client/api-error.ts'
import type { Integration, Mapping } from '../../../../client/integration.ts'
import type { Connector, ConnectorLoad, Field, ObjectKind } from '../../../../client/types.ts'
import { fieldsOf } from '../../../parts/data/fields.ts'
import { previewQuery, sampleQuery } from '../../../parts/data/integrations.ts'
import { rolesQuery } from '../../../parts/data/roles.ts'
import { objectOf } from '../../../parts/object-words.ts'
import { useMay } from '../../../parts/session.ts'
import { type SourceField, sourceFields } from '../../../parts/source-fields.ts'
import { countOf } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section.tsx'
import { EditBar } from '../edit-bar.tsx'
import type { Edit } from '../use-edit.ts'
import { CustomFieldButton } from './custom-field.tsx'
import { DeskContext } from './desk.ts'
import classes from './mapping.module.css'
import { mappingProblems } from './mapping-problems.ts'
import { OurFields } from './our-fields.tsx'
import { SampleBar } from './sample-bar.tsx'
import { Saved } from './saved.tsx'
import { SmartMapping } from './smart-mapping.tsx'
import { SyncKeys } from './sync-keys.tsx'
import { tellMapping } from './tell-mapping.ts'
import { VendorFields } from './vendor-fields.tsx'

interface Props {
  readonly integration: Integration
  readonly connector: Connector
  readonly load: ConnectorLoad
  readonly edit: Edit<{ readonly mapping: Mapping }>
}

/** The vendor's fields beside ours, with what comes out of a record while it is edited. */
export function MappingSection({ integration, connector, load, edit }: Props) {
  const { mapping } = edit.draft
  const may = useMay()
  const object = objectOf(load)
  const fields = useMappable(object)
  const sources = sourceFields(load, mapping)
  const [record, setRecord] = useState(0)
  const [carried, carry] = useState<SourceField>()
  const preview = usePreview(integration, mapping, record)
  const found = edit.error instanceof ApiError ? edit.error.problems : (preview?.problems ?? [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  return (
    <DeskContext
      value={{
        integration,
        connector,
        sources,
        object,
        fields,
        mapping,
        record,
        preview,
        problems: mappingProblems(found, mapping),
        mayEdit: may('integrations:write'),
        setMapping: (next) => edit.set({ mapping: next }),
        carried,
        carry,
      }}
    >
      <Section
        id="mapping"
        title="Mapping"
        startsOpen={integration.state === 'draft' || isAskedFor()}
        summary={`${countOf(mapping.entries.length, 'field')} mapped`}
      >
        <form onSubmit={submit}>
          <Group justify="space-between" mb="md" gap="sm">
            <Text size="sm" c="dimmed" maw={560}>
              One field of {connector.name} may go to several of ours. The result beside each field is that of
              the record you look at.
            </Text>
            {may('integrations:write') && (
              <Group gap="xs">
                <CustomFieldButton />
                <SmartMapping />
              </Group>
            )}
          </Group>
          <SyncKeys />
          {may('integrations:write') && <SampleBar record={record} onRecord={setRecord} />}
          <div className={classes.columns}>
            <VendorFields />
            <OurFields />
          </div>
          {edit.isSaved && <Saved integration={integration} />}
          {edit.isEditing && (
            <EditBar
              edit={edit}
              shown={shownOf(found)}
              saveLabel="Update"
              tell={(before, after) => tellMapping(before.mapping, after.mapping, { sources, fields })}
            />
          )}
        </form>
      </Section>
    </DeskContext>
  )
}

/** Whether a link led into the mapping. */
const isAskedFor = (): boolean => /^#(mapping$|target-)/.test(location.hash)

/** Our fields that can be written to; of the roles, only those that a load may give: the ones without write rights. */
function useMappable(object: ObjectKind): readonly Field[] {
  const may = useMay()
  const { data: fields = [] } = useQuery(fieldsOf(object))
  const { data: roles } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  const reading = roles?.filter(({ rights }) => rights.every((right) => right.endsWith(':read')))
  const given = reading && new Set(reading.map(({ label }) => label))
  return fields
    .filter(({ retired }) => !retired)
    .map((field) =>
      given && field.key === 'role'
        ? { ...field, options: field.options.filter((label) => given.has(label)) }
        : field,
    )
}

const shownOf = (problems: readonly { readonly field: string }[]): string[] =>
  problems.map(({ field }) => field).filter((field) => field.startsWith('mapping.'))

/** What the mapping makes of a record, shortly after the last change of it. */
function usePreview({ id }: Integration, mapping: Mapping, record: number) {
  const may = useMay()
  const { data: sample } = useQuery({ ...sampleQuery(id), enabled: may('integrations:write') })
  const [settled] = useDebouncedValue(mapping, 300)
  const { data } = useQuery({
    ...previewQuery(id, { record, mapping: settled }),
    enabled: (sample?.records.length ?? 0) > record,
    placeholderData: keepPreviousData,
  })
  return data
}
