import { Agent, type Dispatcher } from 'undici'
import { AppError } from '../../lib/errors.ts'
import type { Secret } from '../../lib/secret.ts'
import { type Guard, type GuardOptions, guard } from './address.ts'
import { dialer } from './dial.ts'
import { type Exchange, type Exchanged, exchange } from './exchange.ts'
import { type IntakeLimits, intakeLimits, takeIn } from './intake.ts'
import { type Message, post, type Receipt } from './post.ts'
import { explain } from './trouble.ts'

/**
 * The one HTTP door: every request to a vendor or a webhook goes through here, so that what may be called, where
 * a secret may go, how long it may take and how much may come back is decided in one place.
 */
export interface Door {
  /**
   * Asks once; redirects are answers like others and not followed. The body is only read of a 200.
   * Throws `address.refused`, `vendor.down`, `vendor.odd` (TLS) or `vendor.too-large`.
   */
  get(request: DoorRequest): Promise<Answer>
  /** The parsed URL if what is written in it may be called; where its name leads is judged when it is. Throws `address.refused`. */
  admit(url: string): URL
  /** Sends a message of a webhook once, to wherever may be called. Fails as `get` does. */
  post(message: Message): Promise<Receipt>
  /** Asks an identity provider once, for a library that makes the request. Fails as `get` does. */
  exchange(asked: Exchange): Promise<Exchanged>
  /** Ends every connection, in use or not. */
  close(): Promise<void>
}

export interface DoorRequest {
  readonly url: string | URL
  readonly credential?: BoundCredential
  /** Its own reason is thrown when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** The value of the Authorization header, and the only origins it may be sent to. */
export interface BoundCredential {
  readonly authorization: Secret
  readonly origins: readonly string[]
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number
  /** Until the answer begins. */
  readonly headers: number
  /** Between two pieces of the answer. */
  readonly idle: number
  /** For the whole answer. */
  readonly page: number
  /** For sending a message and its answer. */
  readonly message: number
}

const usualTimeouts: Timeouts = {
  connect: 5_000,
  headers: 30_000,
  idle: 15_000,
  page: 60_000,
  message: 15_000,
}

export interface DoorOptions extends GuardOptions {
  readonly timeouts?: Partial<Timeouts>
  readonly limits?: Partial<IntakeLimits>
  /** Further certificate authorities (PEM), for vendors inside a company's network. */
  readonly authorities?: readonly string[]
}

export function openDoor(options: DoorOptions): Door {
  const guarded = guard(options)
  const timeouts = { ...usualTimeouts, ...options.timeouts }
  const limits = { ...intakeLimits, ...options.limits }
  const agent = new Agent({
    connect: dialer({ guarded, timeout: timeouts.connect, authorities: options.authorities ?? [] }),
    connections: 16,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.idle,
  })
  return {
    get: (request) => get(request, { agent, guarded, timeouts, limits }),
    admit: guarded.admit,
    post: (message) => post(message, { agent, guarded, patience: timeouts.message }),
    exchange: (asked) => exchange(asked, { agent, guarded, limits, patience: timeouts.message }),
    close: () => agent.destroy(),
  }
}

interface Inside {
  readonly agent: Agent
  readonly guarded: Guard
  readonly timeouts: Timeouts
  readonly limits: IntakeLimits
}

async function get(request: DoorRequest, inside: Inside): Promise<Answer> {
  request.signal?.throwIfAborted()
  const url = inside.guarded.admit(request.url)
  const headers = headersFor(url, request.credential)
  const late = AbortSignal.timeout(inside.timeouts.page)
  const signal = request.signal ? AbortSignal.any([request.signal, late]) : late
  const path = `${url.pathname}${url.search}`
  try {
    const response = await inside.agent.request({ origin: url.origin, path, method: 'GET', headers, signal })
    return await answerFrom(response, { url, signal, limits: inside.limits })
  } catch (error) {
    request.signal?.throwIfAborted()
    throw explain(late.aborted ? late.reason : error, url)
  }
}

interface Reading {
  readonly url: URL
  readonly signal: AbortSignal
  readonly limits: IntakeLimits
}

async function answerFrom(
  response: Dispatcher.ResponseData,
  { url, signal, limits }: Reading,
): Promise<Answer> {
  const { statusCode: status, headers, body } = response
  if (status !== 200) {
    // Error bodies are text, HTML or JSON as the vendor likes, and are never shown: not worth reading.
    await body.dump({ limit: 64 * 1024, signal })
    return { status, headers, body: Buffer.alloc(0) }
  }
  const encoding = headers['content-encoding']?.toString()
  const length = headers['content-length']?.toString()
  return { status, headers, body: await takeIn({ url, body, encoding, length }, limits) }
}

function headersFor(url: URL, credential: BoundCredential | undefined): Record<string, string> {
  const usual = { 'user-agent': 'Muster', accept: 'application/json', 'accept-encoding': 'gzip' }
  if (!credential) return usual
  if (!credential.origins.includes(url.origin)) {
    const text = `This credential may not be sent to ${url.host}. Save it anew with that address if it is meant.`
    throw new AppError('address.refused', text, { host: url.host })
  }
  const authorization = credential.authorization.open()
  // Checked here because a library would quote the header, and so the token, in its error.
  if (!/^[\x20-\x7e]+$/.test(authorization)) {
    const text =
      'The token holds a character that cannot be sent, such as a line break. Paste it again, without it.'
    throw new AppError('input.invalid', text, { host: url.host })
  }
  return { ...usual, authorization }
}
