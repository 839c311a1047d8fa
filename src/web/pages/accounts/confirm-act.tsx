import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account, HandedLink } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { focusPage } from '../../ui/focus-page.ts'
import { useLast } from '../../ui/use-last.ts'

/** What is asked about before it is done to an account. */
export type Sure = 'reset' | 'sign-out' | 'enable' | 'disable' | 'delete'

interface ConfirmActProps {
  readonly account: Account
  /** Nothing is asked without it. */
  readonly sure: Sure | undefined
  onClose(): void
  onHanded(handed: HandedLink): void
}

/** Asks, with what follows in words, and does it. */
export function ConfirmAct({ account, sure, onClose, onHanded }: ConfirmActProps) {
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (what: Sure) => doTo(account, what),
    onSuccess: async (handed, what) => {
      onClose()
      if (handed) onHanded(handed)
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      if (what === 'delete') focusPage()
    },
  })
  const close = () => {
    act.reset()
    onClose()
  }
  const { title, says, does, isDangerous = false } = wordsOf(account, useLast(sure) ?? 'reset')
  return (
    <Confirm
      opened={sure !== undefined}
      title={title}
      act={does}
      isDangerous={isDangerous}
      isBusy={act.isPending}
      problem={act.error?.message}
      onClose={close}
      onConfirm={() => sure && act.mutate(sure)}
      {...(sure === 'delete' ? { typed: account.email ?? account.name } : {})}
    >
      {says}
    </Confirm>
  )
}

async function doTo({ id }: Account, what: Sure): Promise<HandedLink | undefined> {
  if (what === 'reset') return api.accounts.reset(id)
  if (what === 'sign-out') await api.accounts.endSessions(id)
  if (what === 'enable') await api.accounts.update(id, { state: 'active' })
  if (what === 'disable') await api.accounts.update(id, { state: 'disabled' })
  if (what === 'delete') await api.accounts.remove(id)
  return undefined
}

interface Words {
  readonly title: string
  readonly says: string
  readonly does: string
  readonly isDangerous?: boolean
}

function wordsOf({ name, kind, state }: Account, sure: Sure): Words {
  const isService = kind === 'service'
  switch (sure) {
    case 'reset':
      return state === 'invited'
        ? {
            title: `Invite ${name} again?`,
            says: 'There will be a new link, good once, for three days. The one before stops working.',
            does: 'Make the link',
          }
        : {
            title: `A new password for ${name}?`,
            says: 'There will be a link, good once, for an hour, to choose another password. Until it is used, the present one goes on working; then every browser is signed out.',
            does: 'Make the link',
          }
    case 'sign-out':
      return {
        title: `Sign ${name} out everywhere?`,
        says: 'Every browser has to sign in again; what is not saved there may be lost. API tokens go on working.',
        does: 'Sign out',
      }
    case 'enable':
      return {
        title: `Enable ${name}?`,
        says: isService
          ? 'Its tokens work again, as far as they have not ended.'
          : 'They can sign in again as before, and their API tokens work, as far as they have not ended.',
        does: 'Enable',
      }
    case 'disable':
      return {
        title: `Disable ${name}?`,
        says: isService
          ? 'Its tokens stop working at once. They work again when it is enabled.'
          : 'They are signed out everywhere at once, cannot sign in, and their API tokens stop working. Nothing is deleted: it can be enabled again.',
        does: 'Disable',
        isDangerous: true,
      }
    case 'delete':
      return {
        title: `Delete ${name}?`,
        says: isService
          ? 'The service and its tokens are gone for good: programs that use them are refused at once. What it did stays in the history.'
          : 'The account, its sessions and its API tokens are gone for good. What they did stays in the history, and the person in the directory is left as it is.',
        does: 'Delete',
        isDangerous: true,
      }
  }
}
