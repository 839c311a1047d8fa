import { useQuery } from '@tanstack/react-query'
import { openNoticesQuery } from '../../parts/data/notices.ts'
import { NoticeLine } from '../../parts/notice-line.tsx'
import { Card } from '../../ui/card.tsx'

/** What waits for somebody's decision; nothing stands here while nothing does. */
export function NeedsYou() {
  const { data = [] } = useQuery(openNoticesQuery)
  if (data.length === 0) return null
  return (
    <Card title="Needs you" flush>
      {data.slice(0, 5).map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </Card>
  )
}
