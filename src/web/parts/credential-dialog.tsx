import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Credential } from '../../client/types.ts'
import { Dialog } from '../ui/dialog-form.tsx'
import { Loading } from '../ui/states.tsx'
import { connectorsQuery } from './data/integrations.ts'

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
  const wanted = credential?.connector ?? connector
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={credential ? `Edit ${credential.name}` : 'New credential'}
    >
      <Suspense fallback={<Loading lines={4} />}>
        {connectors && (
          <CredentialForm
            connectors={connectors.filter(({ id }) => wanted === undefined || id === wanted)}
            credential={credential}
            onClose={onClose}
            onDone={onDone}
          />
        )}
      </Suspense>
    </Dialog>
  )
}
