import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Provider, ProviderEdit } from '../../../client/provider.ts'
import { api } from '../../parts/api.ts'
import { Fresh } from '../../parts/fresh.tsx'
import { Dialog } from '../../ui/dialog-form.tsx'
import { type ProviderDraft, ProviderForm } from './provider-form.tsx'

interface NewProviderProps {
  readonly opened: boolean
  onClose(): void
}

/** Sets an identity provider up. */
export function NewProviderDialog({ opened, onClose }: NewProviderProps) {
  const save = useSave((draft: ProviderDraft) => api.providers.create(draft), onClose)
  return (
    <Dialog opened={opened} onClose={onClose} title="Add an identity provider" size="lg">
      <ProviderForm error={save.error} isBusy={save.isPending} onClose={onClose} onSave={save.mutate} />
    </Dialog>
  )
}

interface EditProviderProps extends NewProviderProps {
  readonly provider: Provider
}

/** Changes an identity provider; its address stays, and so does the secret unless another is typed. */
export function EditProviderDialog({ provider, opened, onClose }: EditProviderProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Edit ${provider.label}`} size="lg">
      <Fresh of={['provider', provider.id]} read={() => api.providers.get(provider.id)}>
        {(now) => <EditForm provider={now} onClose={onClose} />}
      </Fresh>
    </Dialog>
  )
}

function EditForm({ provider, onClose }: Omit<EditProviderProps, 'opened'>) {
  // What it began as: who edits again after a refusal changes only what they meant to.
  const [from] = useState(provider)
  const save = useSave((draft: ProviderDraft) => api.providers.update(from.id, changed(from, draft)), onClose)
  return (
    <ProviderForm
      provider={from}
      error={save.error}
      isBusy={save.isPending}
      onClose={onClose}
      onSave={save.mutate}
    />
  )
}

const edited = ['label', 'clientId', 'defaultRole', 'groupClaim', 'groupRoles'] as const

/** Only what is another now: what somebody else changed meanwhile stays theirs. */
function changed(provider: Provider, draft: ProviderDraft): ProviderEdit {
  const others = edited.filter((key) => JSON.stringify(provider[key]) !== JSON.stringify(draft[key]))
  return {
    ...Object.fromEntries(others.map((key) => [key, draft[key]])),
    ...(draft.clientSecret ? { clientSecret: draft.clientSecret } : {}),
  }
}

function useSave(mutationFn: (draft: ProviderDraft) => Promise<Provider>, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['sign-in'] })
      await queries.invalidateQueries({ queryKey: ['providers'] })
    },
  })
}
