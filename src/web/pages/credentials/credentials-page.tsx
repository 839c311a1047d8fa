import { Button } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { CredentialDialog } from '../../parts/credential-dialog.tsx'
import { credentialsQuery } from '../../parts/data/credentials.ts'
import { useMay } from '../../parts/session.ts'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { CredentialLine } from './credential-line.tsx'

/** The keys to vendors: what they are bound to, when they were used, and whether they still open. */
export function CredentialsPage() {
  const query = useQuery(credentialsQuery)
  const may = useMay()
  const [asked, ask] = useAsked()
  const add = may('credentials:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
      New credential
    </Button>
  )
  return (
    <Page
      title="Credentials"
      lead="The keys to your vendors. They are sealed when you save them, and never shown again."
      actions={query.data && query.data.length > 0 && add}
    >
      <Card flush>
        <Loaded query={query}>
          {(credentials) =>
            credentials.length > 0 ? (
              credentials.map((credential) => <CredentialLine key={credential.id} credential={credential} />)
            ) : (
              <Empty icon={<IconKey size={32} stroke={1.5} />} title="No credential is kept yet" action={add}>
                A credential opens one vendor for Muster. It can be tried before anything is loaded.
              </Empty>
            )
          }
        </Loaded>
      </Card>
      <CredentialDialog opened={asked === 'new' && may('credentials:write')} onClose={() => ask('')} />
    </Page>
  )
}
