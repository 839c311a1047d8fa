import { Button, Group, Text } from '@mantine/core'
import type { PersonDetail } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import { useMay, useSeesAll } from '../../parts/session.ts'
import { usePlan } from '../../parts/use-plan.ts'
import { Way } from '../../parts/way.tsx'
import { Card } from '../../ui/card.tsx'
import { When } from '../../ui/when.tsx'

/** Who became part of a person; each can be taken apart again. */
export function Merged({ person }: { readonly person: PersonDetail }) {
  if (person.merged.length === 0) return null
  return (
    <Card title="Merged" lead="Who became part of this person">
      {person.merged.map((one) => (
        <Line key={one.id} id={person.id} one={one} />
      ))}
    </Card>
  )
}

interface LineProps {
  /** Who stayed. */
  readonly id: string
  readonly one: PersonDetail['merged'][number]
}

function Line({ id, one }: LineProps) {
  const may = useMay()
  const seesAll = useSeesAll()
  const split = usePlan(() => api.merges.split(id, one.id))
  return (
    <Group justify="space-between" gap="sm">
      <div>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {one.username}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <When at={one.at} /> by {one.actor}
          {one.runId && (
            <>
              {' · '}
              <Way to={`/runs/${one.runId}`} needs="runs:read" isWithin>
                run
              </Way>
            </>
          )}
        </Text>
        {split.error && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {split.error.message}
          </Text>
        )}
      </div>
      {may('people:write') && seesAll && (
        <Button variant="default" size="compact-sm" loading={split.isPending} onClick={() => split.mutate()}>
          Take apart
        </Button>
      )}
    </Group>
  )
}
