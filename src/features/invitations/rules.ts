import type { Mail } from '../../connect/mail.ts'
import type { AccountRow } from '../accounts/store.ts'
import type { TicketKind } from './store.ts'

const pages: Readonly<Record<TicketKind, string>> = {
  invitation: '/welcome#token=',
  reset: '/welcome#token=',
  link: '/sign-in#link=',
}

/** Behind #, where it is sent to no server and stands in no log. */
export const linkOf = (origin: string, kind: TicketKind, bearer: string): string =>
  `${origin}${pages[kind]}${bearer}`

/** What the link is that an account is handed: whoever was never there is invited. */
export const kindOf = ({ state }: Pick<AccountRow, 'state'>): 'invitation' | 'reset' =>
  state === 'invited' ? 'invitation' : 'reset'

/** Whom a link is for. */
export type Recipient = Pick<AccountRow, 'id' | 'name' | 'email' | 'state'>

/** The mail that brings a link. */
export function mailOf(account: Recipient, link: string): Mail {
  const { name, email } = account
  const [subject, why, good] =
    kindOf(account) === 'invitation'
      ? [
          'You are invited to Muster',
          'You can now sign in to Muster. To choose a password, open',
          'three days',
        ]
      : ['A new password for Muster', 'To choose a new password for Muster, open', 'an hour']
  const lines = [
    `Hello ${name},`,
    '',
    `${why}`,
    '',
    link,
    '',
    `The link is good once, for ${good}. If you did not expect this mail, you need do nothing.`,
  ]
  return { id: crypto.randomUUID(), to: email === null ? [] : [email], subject, text: lines.join('\n') }
}
