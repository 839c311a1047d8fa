import type { Agent } from 'undici'
import type { Guard } from './address.ts'
import { type IntakeLimits, takeIn } from './intake.ts'
import { explain } from './trouble.ts'

/** A request to an identity provider, as a library makes it. */
export interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What it answered, whatever the status. */
export interface Exchanged {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

interface Means {
  readonly agent: Agent
  readonly guarded: Guard
  readonly limits: IntakeLimits
  /** Milliseconds for the whole of it. */
  readonly patience: number
}

/** Asks once, wherever may be called; redirects are answers. Throws as `Door.get` does. */
export async function exchange(
  { url: written, method, headers, body = '' }: Exchange,
  { agent, guarded, limits, patience }: Means,
): Promise<Exchanged> {
  const url = guarded.admit(written)
  const late = AbortSignal.timeout(patience)
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      // undici knows every method that there is.
      method: method as 'GET' | 'POST',
      headers: { ...headers, 'user-agent': 'Muster', 'accept-encoding': 'identity' },
      body: body === '' ? null : body,
      signal: late,
    })
    const encoding = answer.headers['content-encoding']?.toString()
    const length = answer.headers['content-length']?.toString()
    const taken = await takeIn({ url, body: answer.body, encoding, length }, limits)
    return { status: answer.statusCode, headers: answer.headers, body: taken }
  } catch (error) {
    throw explain(late.aborted ? late.reason : error, url)
  }
}
