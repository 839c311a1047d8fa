import { Anchor, Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { When } from '../../ui/when.tsx'
import { fieldsOf } from '../data/fields.ts'
import { Value } from '../value.tsx'
import type { Subject } from './subject.ts'

/** What each integration last said of a person or a device. */
export function Sources({ subject: { object, sources } }: { readonly subject: Subject }) {
  const { data: fields } = useQuery(fieldsOf(object))
  const label = (key: string) => fields?.find((field) => field.key === key)?.label ?? key
  return (
    <Card title="Sources" lead="What each integration last said, in our fields">
      {sources.length === 0 && (
        <Text size="sm" c="dimmed">
          No integration says anything of this {object}.
        </Text>
      )}
      <Stack gap="lg">
        {sources.map((source) => (
          <Box key={`${source.integrationId} ${source.vendorId}`}>
            <Group justify="space-between" mb="xs">
              <Anchor component={Link} to={`/integrations/${source.integrationId}`} size="sm" fw={560}>
                {source.integrationName}
              </Anchor>
              <Text size="sm" c="dimmed">
                <When at={source.updatedAt} />
              </Text>
            </Group>
            <Details
              items={[
                ['Id at the vendor', source.vendorId],
                ...Object.entries(source.row).map(
                  ([key, value]) => [label(key), <Value key={key} value={value} />] as const,
                ),
              ]}
            />
          </Box>
        ))}
      </Stack>
    </Card>
  )
}
