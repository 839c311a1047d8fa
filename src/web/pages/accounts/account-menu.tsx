import { useState } from 'react'
import type { Account, HandedLink } from '../../../client/access.ts'
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
  const isOwn = account.id === own.id
  const acts = reaches ? actsOf(account, isOwn, setAsked) : []
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

function actsOf(
  { kind, state }: Account,
  isOwn: boolean,
  ask: (what: Sure | 'edit') => void,
): readonly RowAct[] {
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
    state === 'disabled' ? asks('Enable', 'enable') : asks('Disable', 'disable', true),
    asks('Delete', 'delete', true),
  ]
}
