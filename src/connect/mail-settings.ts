import { isIP } from 'node:net'
import { AppError } from '../lib/errors.ts'
import { Secret } from '../lib/secret.ts'

/** Where e-mail is handed in, and as whom. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** `start`: TLS from the first byte. `upgrade`: no word before STARTTLS. `none`: in the clear. */
  readonly tls: 'start' | 'upgrade' | 'none'
  readonly user: string | undefined
  readonly password: Secret | undefined
  readonly from: MailAddress
}

export interface MailAddress {
  readonly name: string
  readonly address: string
}

/**
 * What the environment says about e-mail; undefined where it says nothing. Throws `mail.settings` with the
 * way out. No message repeats what was set: it holds the password.
 */
export function mailSettings(env: Readonly<Record<string, string | undefined>>): MailSettings | undefined {
  const { MUSTER_SMTP_URL: written, MUSTER_MAIL_FROM: from } = env
  if (!written) return undefined
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw wrong('MUSTER_SMTP_URL', 'has to look like smtps://user:password@host:465')
  const insecure = url.searchParams.has('insecure')
  if ([...url.searchParams.keys()].some((name) => name !== 'insecure') || !/^\/?$/.test(url.pathname))
    throw wrong('MUSTER_SMTP_URL', 'holds more than user, password, host, port and ?insecure')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isClear = insecure || isLoopback(host)
  const password = decoded(url.password)
  return {
    host,
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    tls: url.protocol === 'smtps:' ? 'start' : isClear ? 'none' : 'upgrade',
    user: decoded(url.username) || undefined,
    password: password === '' ? undefined : new Secret(password),
    from: senderOf(from),
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw wrong('MUSTER_SMTP_URL', 'holds a % in user or password that is none; write it as %25')
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** `muster@example.com` or `Muster <muster@example.com>`. */
function senderOf(written: string | undefined): MailAddress {
  const [, name = '', inside, alone] =
    /^(?:([^<>"\p{Cc}]*)<([^\s<>@,]+@[^\s<>@,]+)>|([^\s<>@,]+@[^\s<>@,]+))$/u.exec((written ?? '').trim()) ??
    []
  const address = inside ?? alone
  if (address === undefined)
    throw wrong(
      'MUSTER_MAIL_FROM',
      'is needed beside MUSTER_SMTP_URL, as muster@example.com or Muster <muster@example.com>',
    )
  return { name: name.trim(), address }
}

function wrong(variable: string, what: string): AppError {
  return new AppError('mail.settings', `${variable} ${what}`)
}
