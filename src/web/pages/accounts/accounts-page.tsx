import { Button, Group } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { accountsQuery } from '../../parts/data/accounts.ts'
import { useMay } from '../../parts/session.ts'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Empty } from '../../ui/states.tsx'
import { AccountTable } from './account-table.tsx'
import { InviteDialog } from './invite.tsx'

/** Who may sign in, and as what. */
export function AccountsPage() {
  const { search } = useSearch({ from: '/inside/accounts' })
  const navigate = useNavigate({ from: '/accounts' })
  const query = useInfiniteQuery({ ...accountsQuery(search), placeholderData: keepPreviousData })
  const may = useMay()
  const [asked, ask] = useAsked()
  return (
    <Page
      title="Accounts"
      lead="Who may sign in to Muster. What they may do there is up to their role; the people in your directory are not accounts."
      actions={
        may('accounts:write') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
            Invite
          </Button>
        )
      }
    >
      <Card flush>
        <Group p="md">
          <SearchBox
            label="Search accounts"
            placeholder="Name or e-mail"
            value={search}
            onSearch={(text) => void navigate({ search: text ? { search: text } : {}, replace: true })}
          />
        </Group>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconSearch size={32} stroke={1.5} />} title="No account fits">
              Look for a part of a name or of an e-mail address.
            </Empty>
          }
        >
          {(accounts) => <AccountTable accounts={accounts} />}
        </Pieces>
      </Card>
      <InviteDialog opened={asked === 'new' && may('accounts:write')} onClose={() => ask('')} />
    </Page>
  )
}
