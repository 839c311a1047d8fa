import type { Agent, Dispatcher } from 'undici'
import { oneLine } from '../../lib/text.ts'
import type { Guard } from './address.ts'
import { explain } from './trouble.ts'

/** A message to somebody else's server: JSON that is signed in its headers. */
export interface Message {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Its own reason is thrown when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** What its receiver said. */
export interface Receipt {
  readonly status: number
  /** The beginning of the answer, in one line; the rest was not read. */
  readonly excerpt: string
}

interface Means {
  readonly agent: Agent
  readonly guarded: Guard
  /** Milliseconds for the whole of it. */
  readonly patience: number
}

const excerptLength = 200

/** Sends a message once; a redirect is an answer like others. Throws as `Door.get` does. */
export async function post(
  { url: written, headers, body, signal }: Message,
  { agent, guarded, patience }: Means,
): Promise<Receipt> {
  signal?.throwIfAborted()
  const url = guarded.admit(written)
  const late = AbortSignal.timeout(patience)
  try {
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { 'user-agent': 'Muster', 'content-type': 'application/json', ...headers },
      body,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    })
    return { status: response.statusCode, excerpt: await excerptOf(response.body) }
  } catch (error) {
    signal?.throwIfAborted()
    throw explain(late.aborted ? late.reason : error, url)
  }
}

/** Reads no more than is shown, and hangs up on who sends more. */
async function excerptOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    // A body of undici is made of buffers.
    text += decoder.decode(chunk as Buffer, { stream: true })
    if (text.length >= excerptLength) break
  }
  return oneLine(text.slice(0, excerptLength).replaceAll('\0', '').toWellFormed())
}
