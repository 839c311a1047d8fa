import { Anchor, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import type { Connector, Field, ObjectKind } from '../../../client/types.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { objectWords } from '../../parts/object-words.ts'
import { sourceFields, sourceText } from '../../parts/source-fields.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'

interface Props {
  readonly object: ObjectKind
  readonly integrations: readonly Integration[]
}

/** Where each of our fields comes from in every integration, and by which ones objects are found. */
export function MappingTable({ object, integrations }: Props) {
  const { data: fields = [] } = useQuery(fieldsOf(object))
  const { data: connectors = [] } = useQuery(connectorsQuery)
  const name: Column<Field> = {
    key: 'field',
    label: `Field of ${objectWords[object].many}`,
    cell: ({ label }) => label,
  }
  const columns = integrations.map((integration) => columnOf(integration, connectors))
  return (
    <DataTable
      caption="Mappings side by side"
      columns={[name, ...columns]}
      rows={fields.filter(({ retired }) => !retired)}
      rowKey={({ key }) => key}
    />
  )
}

function columnOf(
  { id, name, connector, load, mapping }: Integration,
  connectors: readonly Connector[],
): Column<Field> {
  const known = connectors.find((one) => one.id === connector)?.loads.find(({ key }) => key === load)
  const sources = known ? sourceFields(known, mapping) : []
  return {
    key: id,
    label: name,
    cell: (field) => {
      const entry = mapping.entries.find(({ target }) => target === field.key)
      const place = mapping.syncKeys.findIndex((key) => key.field === field.key)
      return (
        <Group gap={8} wrap="nowrap">
          <Anchor
            component={Link}
            to={`/integrations/${id}`}
            hash={`target-${field.key}`}
            inherit
            {...(entry ? {} : { c: 'dimmed' })}
            aria-label={`${field.label} of ${name}: ${entry ? sourceText(entry.source, sources) : 'free'}`}
          >
            {entry ? sourceText(entry.source, sources) : 'free'}
          </Anchor>
          {place >= 0 && <Tag tone="busy">Sync key {place + 1}</Tag>}
        </Group>
      )
    },
  }
}
