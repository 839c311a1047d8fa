import { AppError } from '../lib/errors.ts'
import { oneLine } from '../lib/text.ts'
import type { MailSettings } from './mail-settings.ts'

/** The second door to the outside: what is to be e-mailed leaves here and nowhere else. */
export interface Mailer {
  /** Where it leaves, and from whom it comes. */
  readonly settings: MailSettings
  /**
   * Hands a mail to the server; the signal gives up. Throws `mail.failed` with a reason that holds nothing the server
   * said but numbers.
   */
  send(mail: Mail, signal?: AbortSignal): Promise<Sent>
}

/** A mail that the server took. */
export interface Sent {
  /** Which of its recipients the server would not take, as long as it took one. */
  readonly refused: readonly string[]
  /** What it answered, in numbers: `250 2.0.0`. */
  readonly answer: string
}

export interface Mail {
  /** The same for the same mail, however often it is sent: receivers may drop what they have. */
  readonly id: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
}

/** Opens the way to a server; nothing is sent before the first mail, and no connection is kept. */
export function openMailer(settings: MailSettings): Mailer {
  const { host, from } = settings
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    settings,
    send: async ({ id, to, subject, text }, signal) => {
      // As objects and in one line each, so that none of them can become two, or another header.
      const recipients = to.map((address) => ({ name: '', address: oneLine(address) }))
      const transport = await wayTo(settings)
      const sent = await transport
        .sendMail({
          messageId: `<${id}@${domain}>`,
          from: { name: oneLine(from.name), address: from.address },
          to: recipients,
          subject: oneLine(subject),
          text,
          signal,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        .catch((error) => {
          throw failed(error, host)
        })
      return { refused: sent.rejected.map(String), answer: numbersOf(sent.response) }
    },
  }
}

async function wayTo({ host, port, tls, user, password }: MailSettings) {
  // Loaded with the first mail: most have no mail server, and it is large.
  const { createTransport } = await import('nodemailer')
  return createTransport({
    host,
    port,
    secure: tls === 'start',
    requireTLS: tls === 'upgrade',
    ignoreTLS: tls === 'none',
    // Said here so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    ...(user === undefined ? {} : { auth: { user, pass: password?.open() ?? '' } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...patience,
  })
}

// What the library calls its errors, in words. Its own texts hold what the server said, which may be anything.
const reasons: Readonly<Record<string, string>> = {
  EAUTH: 'it refused user and password of MUSTER_SMTP_URL',
  ENOAUTH: 'it wants a user and a password in MUSTER_SMTP_URL',
  ETLS: 'it does not speak TLS that can be trusted; ?insecure in MUSTER_SMTP_URL does without, in the clear',
  EDNS: 'its name leads nowhere',
  ECONNECTION: 'nobody answers there',
  EABORT: 'Muster stopped meanwhile',
  ETIMEDOUT: 'it does not answer in time',
  ESOCKET: 'nobody answers there, or the connection broke',
  EENVELOPE: 'it refused the sender or every recipient',
  EMESSAGE: 'it did not take the message',
}

function failed(error: unknown, host: string): AppError {
  // The library's errors, and those of the system that it passes on, carry these two.
  const { code = '', response } = error as { readonly code?: unknown; readonly response?: unknown }
  const reason =
    reasons[String(code)] ?? `it could not be spoken to (${String(code).replace(/[^A-Z_]/g, '')})`
  const numbers = numbersOf(response)
  const answered = numbers === '' ? '' : ` (it answered ${numbers})`
  return new AppError('mail.failed', `The mail server ${host} did not take the mail: ${reason}${answered}`)
}

/** The numbers that an answer of a server begins with, which say what it is; its words may be anything. */
const numbersOf = (response: unknown): string =>
  /^\d{3}( \d\.\d{1,3}\.\d{1,3}\b)?/.exec(String(response))?.[0] ?? ''
