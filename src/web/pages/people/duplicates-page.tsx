import { SegmentedControl } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { duplicatesQuery } from '../../parts/data/people.ts'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { DuplicateLine } from './duplicate-line.tsx'

const shown = [
  { value: 'open', label: 'Suggested' },
  { value: 'dismissed', label: 'Not the same' },
]

/** People who may be the same, pair by pair: each is merged, or said to be two. */
export function DuplicatesPage() {
  const { dismissed = false } = useSearch({ from: '/inside/duplicates' })
  const navigate = useNavigate({ from: '/duplicates' })
  const query = useInfiniteQuery(duplicatesQuery(dismissed))
  return (
    <Page
      title="Possible duplicates"
      back={<Back to="/people">People</Back>}
      lead="People who say the same of what should be one person’s: the name, the telephone number, or the name before the @ of their address. What more than five people share is no reason. After a change of the directory, it can take a minute."
    >
      <div>
        <SegmentedControl
          aria-label="Which pairs are shown"
          data={shown}
          value={dismissed ? 'dismissed' : 'open'}
          onChange={(value) =>
            void navigate({ search: value === 'dismissed' ? { dismissed: true } : {}, replace: true })
          }
        />
      </div>
      <Card flush>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconUsers size={32} stroke={1.5} />} title="No pair is here">
              {dismissed
                ? 'Who is said not to be the same person is listed here.'
                : 'Nobody says the same as somebody else.'}
            </Empty>
          }
        >
          {(pairs) => pairs.map((pair) => <DuplicateLine key={pair.id} pair={pair} />)}
        </Pieces>
      </Card>
    </Page>
  )
}
