import { createHmac, randomBytes } from 'node:crypto'
import { Secret } from '../lib/secret.ts'

const prefix = 'whsec_'
const secretBytes = 32

/** A new secret to sign messages with, as the Standard Webhooks specification writes it. */
export const newSigningSecret = (): Secret =>
  new Secret(`${prefix}${randomBytes(secretBytes).toString('base64')}`)

/** What is signed: a message, and when it is sent this time. */
export interface Signed {
  readonly id: string
  readonly body: string
  /** Milliseconds since 1970. */
  readonly sentAt: number
}

/** The headers that let the receiver verify a message, under each of these secrets. */
export function signatureHeaders(
  { id, body, sentAt }: Signed,
  secrets: readonly Secret[],
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.open().slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
