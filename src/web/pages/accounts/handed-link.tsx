import type { HandedLink } from '../../../client/access.ts'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useLast } from '../../ui/use-last.ts'

interface HandedLinkProps {
  readonly handed: HandedLink | undefined
  onClose(): void
}

/** The link of an invitation, or to a new password, to be handed over. */
export function HandedLinkDialog({ handed, onClose }: HandedLinkProps) {
  const shown = useLast(handed)
  if (!shown) return null
  const { account, mailed } = shown
  const isInvited = account.state === 'invited'
  return (
    <ShownOnce
      value={handed?.link ?? undefined}
      title={isInvited ? `${account.name} is invited` : `A link for ${account.name}`}
      onClose={onClose}
    >
      {mailed
        ? `The link was e-mailed to ${account.email}. You can hand it over yourself, too:`
        : 'No e-mail was sent: hand the link over yourself, in a way that nobody else reads.'}{' '}
      It is good once, for {isInvited ? 'three days' : 'an hour'}, and is not shown again.
    </ShownOnce>
  )
}
