import { Anchor, Button } from '@mantine/core'
import { IconPlus, IconTerminal2 } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { tokensQuery } from '../../parts/data/tokens.ts'
import { useMay } from '../../parts/session.ts'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { NewTokenDialog } from './new-token.tsx'
import { TokenTable } from './token-table.tsx'

/** The keys of programs to the API. */
export function TokensPage() {
  const query = useInfiniteQuery(tokensQuery)
  const may = useMay()
  const [asked, ask] = useAsked()
  const add = may('tokens:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
      New token
    </Button>
  )
  const hasSome = (query.data?.pages[0]?.items.length ?? 0) > 0
  return (
    <Page
      title="API tokens"
      lead={
        <>
          Keys with which programs ask the API, for an account and with some of its rights.{' '}
          <Anchor href="/api/docs" inherit target="_blank" underline="always">
            What the API can do
          </Anchor>
        </>
      }
      actions={hasSome && add}
    >
      <Card flush>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconTerminal2 size={32} stroke={1.5} />} title="There is no token yet" action={add}>
              A token lets a program read or change what you choose, until the day you choose.
            </Empty>
          }
        >
          {(tokens) => <TokenTable tokens={tokens} />}
        </Pieces>
      </Card>
      <NewTokenDialog opened={asked === 'new' && may('tokens:write')} onClose={() => ask('')} />
    </Page>
  )
}
