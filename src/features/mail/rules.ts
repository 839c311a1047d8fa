import type { z } from 'zod'
import type { Mail, Mailer } from '../../connect/mail.ts'
import type { MailAnswer } from './schema.ts'

export function present(mailer: Mailer | undefined): z.input<typeof MailAnswer> {
  if (!mailer) return { server: null }
  const { host, port, tls, user, from } = mailer.settings
  return { server: { host, port, tls, signsIn: user !== undefined, from: senderText(from) } }
}

const senderText = ({ name, address }: Mailer['settings']['from']): string =>
  name === '' ? address : `${name} <${address}>`

/** The letter by which somebody sees that e-mail arrives. */
export const testLetter = (to: string, origin: string): Mail => ({
  id: crypto.randomUUID(),
  to: [to],
  subject: 'A test letter from Muster',
  text: `This letter was sent by the button under Settings → E-mail of\n\n${origin}\n\nE-mail from there arrives here.`,
})
