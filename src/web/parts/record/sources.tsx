import { Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PersonDetail, SaasUserDetail } from '../../../client/person.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { fieldsOf } from '../data/fields.ts'
import { Value } from '../value.tsx'
import { Way } from '../way.tsx'

const words = { person: 'person', device: 'device', 'saas-user': 'SaaS user' }

interface SourcesProps {
  readonly of: keyof typeof words
  readonly sources: (PersonDetail | SaasUserDetail)['sources']
}

/** What each integration last said of a person, a device, or whoever a SaaS user stands for. */
export function Sources({ of, sources }: SourcesProps) {
  const { data: fields } = useQuery(fieldsOf(of === 'device' ? 'device' : 'person'))
  const label = (key: string) => fields?.find((field) => field.key === key)?.label ?? key
  return (
    <Card title="Sources" lead="What each integration last said, in our fields">
      {sources.length === 0 && (
        <Text size="sm" c="dimmed">
          No integration says anything of this {words[of]}.
        </Text>
      )}
      <Stack gap="lg">
        {sources.map((source) => (
          <Box key={`${source.integrationId} ${source.vendorId}`}>
            <Group justify="space-between" mb="xs">
              <Group gap="xs">
                <Text size="sm" fw={560}>
                  <Way to={`/integrations/${source.integrationId}`} needs="integrations:read">
                    {source.integrationName}
                  </Way>
                </Text>
                {'goneAt' in source && <Over of={source} />}
              </Group>
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

/** Of what tells of what was, why. */
function Over({ of: { goneAt, outOfScopeAt, endedAt } }: { readonly of: SaasUserDetail['sources'][number] }) {
  if (endedAt) return <Tag tone="warning">Deleted</Tag>
  if (goneAt) return <Tag tone="bad">No longer lists it</Tag>
  return outOfScopeAt && <Tag tone="quiet">Leaves it out</Tag>
}
