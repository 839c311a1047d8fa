import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { PersonDetail } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useChange } from '../../parts/record/use-change.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { When } from '../../ui/when.tsx'

/** Who became part of a person; each can be taken apart again. */
export function Merged({ person }: { readonly person: PersonDetail }) {
  const may = useMay()
  const [asked, ask] = useState<PersonDetail['merged'][number]>()
  const split = useChange(
    'person',
    () => api.people.split(person.id, asked?.id ?? ''),
    () => ask(undefined),
  )
  if (person.merged.length === 0) return null
  return (
    <Card title="Merged" lead="Who became part of this person">
      {person.merged.map((one) => (
        <Group key={one.id} justify="space-between" gap="sm">
          <div>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {one.username}
            </Text>
            <Text size="xs" c="dimmed">
              <When at={one.at} /> by {one.actor}
            </Text>
          </div>
          {may('people:write') && (
            <Button variant="default" size="compact-sm" onClick={() => ask(one)}>
              Take apart
            </Button>
          )}
        </Group>
      ))}
      <Confirm
        opened={asked !== undefined}
        title={`Take ${asked?.username ?? ''} apart again`}
        act="Take apart"
        isBusy={split.isPending}
        problem={generalProblem(split.error)}
        onClose={() => ask(undefined)}
        onConfirm={() => split.mutate()}
      >
        What came along goes back, and so do values that are still as the merge left them. What was changed
        since stays. The next load looks at both again.
      </Confirm>
    </Card>
  )
}
