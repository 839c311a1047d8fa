import { useQuery } from '@tanstack/react-query'
import { mailQuery } from '../../parts/data/mail.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { HowTo } from './how-to.tsx'
import { Server } from './server.tsx'
import { TestLetter } from './test-letter.tsx'

/** Whether e-mail is set up, how it leaves, and whether it arrives. */
export function MailPage() {
  const query = useQuery(mailQuery)
  const may = useMay()
  return (
    <Page
      title="E-mail"
      lead="Invitations, links to a new password and notices to the contacts of integrations go out by e-mail. Without, links are handed over, and notices stand under the bell."
    >
      <Card title="Mail server">
        <Loaded query={query} lines={4}>
          {({ server }) => <Server server={server} />}
        </Loaded>
      </Card>
      {query.data?.server && may('mail:write') && <TestLetter />}
      {query.data && <HowTo isSetUp={query.data.server !== null} />}
    </Page>
  )
}
