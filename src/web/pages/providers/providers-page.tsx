import { Button } from '@mantine/core'
import { IconLogin2, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { providersQuery } from '../../parts/data/providers.ts'
import { useMay } from '../../parts/session.ts'
import { Settled } from '../../parts/settled.tsx'
import { useAsked } from '../../parts/use-asked.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { NewProviderDialog } from './edit-provider.tsx'
import { Passwords } from './passwords.tsx'
import { ProviderLine } from './provider-line.tsx'

/** The ways to sign in: passwords, and the identity providers that people come from. */
export function ProvidersPage() {
  const query = useQuery(providersQuery)
  const may = useMay()
  const [asked, ask] = useAsked()
  const button = may('sign-in:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => ask('new')}>
      Add a provider
    </Button>
  )
  return (
    <Page
      title="Sign-in"
      lead="How people come in: with a password, or from your identity provider by OpenID Connect."
      actions={query.data && query.data.length > 0 && button}
    >
      <Settled>
        <Passwords />
        <Card title="Identity providers" flush>
          <Loaded query={query} lines={3}>
            {(providers) =>
              providers.length > 0 ? (
                providers.map((provider) => <ProviderLine key={provider.id} provider={provider} />)
              ) : (
                <Empty
                  icon={<IconLogin2 size={32} stroke={1.5} />}
                  title="No identity provider yet"
                  action={button}
                >
                  With one, people sign in with the account they have already, and groups there can decide
                  about roles here.
                </Empty>
              )
            }
          </Loaded>
        </Card>
      </Settled>
      <NewProviderDialog opened={asked === 'new' && may('sign-in:write')} onClose={() => ask('')} />
    </Page>
  )
}
