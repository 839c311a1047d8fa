import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Provider } from '../../../client/provider.ts'
import { api } from '../../parts/api.ts'
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
  const save = useSave(
    ({ issuer: _, clientSecret, ...edit }: ProviderDraft) =>
      api.providers.update(provider.id, { ...edit, ...(clientSecret ? { clientSecret } : {}) }),
    onClose,
  )
  return (
    <Dialog opened={opened} onClose={onClose} title={`Edit ${provider.label}`} size="lg">
      <ProviderForm
        provider={provider}
        error={save.error}
        isBusy={save.isPending}
        onClose={onClose}
        onSave={save.mutate}
      />
    </Dialog>
  )
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
