import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Credential } from '../../client/types.ts'
import { Dialog } from '../ui/dialog-form.tsx'
import { Loading } from '../ui/states.tsx'
import { api } from './api.ts'
import { connectorsQuery } from './data/integrations.ts'
import { Fresh } from './fresh.tsx'

// Comes when somebody opens it.
const CredentialForm = lazy(async () => ({ default: (await import('./credential-form.tsx')).CredentialForm }))

interface CredentialDialogProps {
  readonly opened: boolean
  /** The vendor it has to be of; can be chosen when left out. */
  readonly connector?: string
  /** The one that is edited. Without, a new one is kept. */
  readonly credential?: Credential
  onClose(): void
  onDone?(credential: Credential): void
}

/** Keeps a new credential, or renames one and gives it other secrets. */
export function CredentialDialog({ opened, connector, credential, onClose, onDone }: CredentialDialogProps) {
  const { data: connectors } = useQuery(connectorsQuery)
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={credential ? `Edit ${credential.name}` : 'New credential'}
    >
      <Suspense fallback={<Loading lines={4} />}>
        {connectors && credential && (
          <Fresh of={['credential', credential.id]} read={() => api.credentials.get(credential.id)}>
            {(now) => (
              <CredentialForm connectors={connectors} credential={now} onClose={onClose} onDone={onDone} />
            )}
          </Fresh>
        )}
        {connectors && !credential && (
          <CredentialForm
            connectors={connectors.filter(({ id }) => connector === undefined || id === connector)}
            onClose={onClose}
            onDone={onDone}
          />
        )}
      </Suspense>
    </Dialog>
  )
}
