import { Button } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { activityQuery } from '../../parts/data/activity.ts'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { ActLine } from './act-line.tsx'
import { Filters } from './filters.tsx'
import { Verify } from './verify.tsx'
import { exportAddress, wishOf } from './wish.ts'

/** Who did what, when and from where. */
export function ActivityPage() {
  const search = useSearch({ from: '/inside/activity' })
  const wish = wishOf(search)
  const query = useInfiniteQuery({ ...activityQuery(wish), placeholderData: keepPreviousData })
  return (
    <Page
      title="Activity"
      lead="Who did what, the newest first. Each act is chained to the one before it, so that none can be changed or left out unseen."
      actions={
        <>
          <Verify />
          <Button
            component="a"
            variant="default"
            href={exportAddress(wish)}
            download="activity.ndjson"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Export
          </Button>
        </>
      }
    >
      <Card flush>
        <Filters />
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconHistory size={32} stroke={1.5} />} title="Nobody did that">
              No act fits. A name has to be whole, as it stands in an act.
            </Empty>
          }
        >
          {(acts) => acts.map((act) => <ActLine key={act.number} act={act} />)}
        </Pieces>
      </Card>
    </Page>
  )
}
