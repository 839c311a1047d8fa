import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account, HandedLink } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { useReaches } from '../../parts/roles-to-give.ts'
import { useSession } from '../../parts/session.ts'
import { type RowAct, RowMenu } from '../../ui/row-menu.tsx'
import { ConfirmAct, type Sure } from './confirm-act.tsx'
import { EditAccountDialog } from './edit-account.tsx'
import { HandedLinkDialog } from './handed-link.tsx'

/** What may be done with an account. One's own is neither disabled nor deleted by oneself. */
export function AccountMenu({ account }: { readonly account: Account }) {
  const { account: own } = useSession()
  const reaches = useReaches(account)
  const [asked, setAsked] = useState<Sure | 'edit'>()
  const [handed, setHanded] = useState<HandedLink>()
  const enable = useEnable(account)
  const isOwn = account.id === own.id
  const acts = reaches ? actsOf(account, isOwn, { ask: setAsked, enable }) : []
  const close = () => setAsked(undefined)
  return (
    <>
      <RowMenu label={`More for ${account.name}`} acts={acts} />
      <EditAccountDialog account={account} isOwn={isOwn} opened={asked === 'edit'} onClose={close} />
      <ConfirmAct
        account={account}
        sure={asked === 'edit' ? undefined : asked}
        onClose={close}
        onHanded={setHanded}
      />
      <HandedLinkDialog handed={handed} onClose={() => setHanded(undefined)} />
    </>
  )
}

function useEnable({ id }: Account): () => void {
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: () => api.accounts.update(id, { state: 'active' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  return mutate
}

interface Starts {
  ask(what: Sure | 'edit'): void
  enable(): void
}

function actsOf({ kind, state }: Account, isOwn: boolean, { ask, enable }: Starts): readonly RowAct[] {
  const asks = (label: string, what: Sure | 'edit', isDangerous = false): RowAct => ({
    label,
    isDangerous,
    run: () => ask(what),
  })
  const edit = asks('Edit', 'edit')
  if (isOwn) return [edit]
  const link = state === 'invited' ? 'Invite again' : 'New password link'
  return [
    edit,
    ...(kind === 'person' && state !== 'disabled' ? [asks(link, 'reset')] : []),
    ...(kind === 'person' && state === 'active' ? [asks('Sign out everywhere', 'sign-out')] : []),
    state === 'disabled' ? { label: 'Enable', run: enable } : asks('Disable', 'disable', true),
    asks('Delete', 'delete', true),
  ]
}
