import { IconBell } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { noticesQuery } from '../../parts/data/notices.ts'
import { NoticeLine } from '../../parts/notice-line.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** What the contacts of integrations were told, and what of it still is. */
export function NoticesPage() {
  const query = useInfiniteQuery(noticesQuery)
  return (
    <Page title="Notices" lead="What integrations had to tell, once for each reason while it lasts.">
      <Card flush>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconBell size={32} stroke={1.5} />} title="Nothing to tell">
              When a run fails, is held or waits for somebody, it is said here, and by e-mail to the contacts
              of its integration.
            </Empty>
          }
        >
          {(notices) => notices.map((notice) => <NoticeLine key={notice.id} notice={notice} />)}
        </Pieces>
      </Card>
    </Page>
  )
}
