import { Anchor, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { Note } from '../../ui/note.tsx'
import { When } from '../../ui/when.tsx'
import { runQuery } from '../data/runs.ts'
import { runTitle } from '../run-words.ts'
import { useMay } from '../session.ts'
import { changedByRule, runIn, toggleRule } from './filter-rules.ts'
import type { Viewed } from './use-views.ts'

interface BannerProps extends Pick<Viewed, 'words' | 'say'> {
  readonly many: string
}

/** Says by which run the rows of a list were changed, and leads back. */
export function ChangedByBanner({ words: { filter }, say, many }: BannerProps) {
  const id = runIn(filter)
  const may = useMay()
  const { data: run } = useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined && may('runs:read') })
  if (id === undefined) return null
  return (
    <Group px="md" pb="sm">
      <Note tone="busy" role="status">
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            <b>Only what one run changed.</b> {run ? <Told run={run} /> : id}
          </Text>
          <Button
            size="xs"
            variant="default"
            onClick={() => say({ filter: toggleRule(filter, changedByRule(id)) })}
          >
            Back to all {many}
          </Button>
        </Group>
      </Note>
    </Group>
  )
}

const Told = ({ run }: { readonly run: Run }) => (
  <>
    <Anchor component={Link} to={`/runs/${run.id}`} inherit underline="always">
      {runTitle(run)}
    </Anchor>
    , <When at={run.queuedAt} /> by {run.actor}
  </>
)
