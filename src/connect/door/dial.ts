import { getCACertificates } from 'node:tls'
import { buildConnector } from 'undici'
import type { Guard } from './address.ts'

export interface Dialing {
  readonly guarded: Guard
  /** Milliseconds, the name's look-up and the TLS handshake included. */
  readonly timeout: number
  /** Further certificate authorities (PEM). */
  readonly authorities: readonly string[]
}

/** Opens connections: TLS 1.2 or later, always verified, and only to addresses that may be called. */
export function dialer({ guarded, timeout, authorities }: Dialing): buildConnector.connector {
  const options = {
    timeout,
    allowH2: false,
    // Said here so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ...(authorities.length > 0 ? { ca: [...getCACertificates('default'), ...authorities] } : {}),
  }
  const toAnywhere = buildConnector(options)
  const toPublic = buildConnector({ ...options, lookup: guarded.lookup })
  return (target, done) => {
    const host = target.host ?? target.hostname
    if (guarded.isException(new URL(`${target.protocol}//${host}`).origin)) return toAnywhere(target, done)
    toPublic(target, (...[error, socket]) => {
      if (error) return done(error, null)
      const fault = guarded.judge(host, socket.remoteAddress)
      if (!fault) return done(null, socket)
      socket.destroy()
      done(fault, null)
    })
  }
}
