import { AppError, type FaultCode } from '../../lib/errors.ts'

/** Why a request did not bring an answer, where it matters to what is done next. */
export type Reason = 'network' | 'timeout' | 'tls' | 'size' | 'ratio' | 'garbled'

/**
 * What a fault may tell of a request. Nothing else of it is ever told: no query, no header, no
 * body and no original error, for any of them may hold a secret.
 */
export function requestDetail(url: URL): { method: string; host: string; path: string } {
  return { method: 'GET', host: url.host, path: url.pathname }
}

/** A fault of the request itself, in words for the person who set up the address. */
export function trouble(url: URL, reason: Reason, message: string, more: object = {}): AppError {
  return new AppError(codes[reason], message, { ...requestDetail(url), reason, ...more })
}

const codes: Readonly<Record<Reason, FaultCode>> = {
  network: 'vendor.down',
  timeout: 'vendor.down',
  // A bad certificate does not mend itself within a run.
  tls: 'vendor.odd',
  size: 'vendor.too-large',
  ratio: 'vendor.too-large',
  garbled: 'vendor.odd',
}

/** Rebuilds whatever a connection failed with as a fault that is safe to show and to keep. */
export function explain(error: unknown, url: URL): AppError {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  const { reason, text } = meaning(code)
  const message = `${url.host} ${text} (${code}).`
  return trouble(url, reason, message, { code })
}

interface Meaning {
  readonly reason: Reason
  readonly text: string
}

const meanings: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: { reason: 'network', text: 'is a name that nobody knows. Check the address' },
  EAI_AGAIN: { reason: 'network', text: 'could not be looked up: the name server did not answer' },
  ECONNREFUSED: { reason: 'network', text: 'refused the connection' },
  UND_ERR_CONNECT_TIMEOUT: { reason: 'network', text: 'could not be reached in time' },
  ETIMEDOUT: { reason: 'network', text: 'could not be reached in time' },
  UND_ERR_HEADERS_TIMEOUT: { reason: 'timeout', text: 'did not begin to answer in time' },
  UND_ERR_BODY_TIMEOUT: { reason: 'timeout', text: 'stopped in the middle of its answer' },
  TIMEOUT: { reason: 'timeout', text: 'did not finish its answer in time' },
  CERT_HAS_EXPIRED: { reason: 'tls', text: 'shows a certificate that has expired' },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: 'tls', text: 'shows a certificate for another name' },
}

const tls = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO)/

function meaning(code: string): Meaning {
  const known = meanings[code]
  if (known) return known
  if (tls.test(code))
    return { reason: 'tls', text: 'could not be reached safely: its certificate or TLS version is refused' }
  return { reason: 'network', text: 'broke off the connection' }
}

/** The code of a system or library error, if it is a word that cannot hold anything else. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if (error.name === 'TimeoutError') return 'TIMEOUT'
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : 'UNKNOWN'
}
