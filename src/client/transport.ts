import { Pool } from 'undici'
import type { Answer, Ask } from './answer.ts'
import { ApiError } from './api-error.ts'

/** Where Muster is: beside us on a Unix socket, whose folder says who we are, or at an origin that wants a token. */
export type Place =
  | { readonly socketPath: string }
  | { readonly origin: string; readonly token?: string | undefined }

/** Carries requests to one place. */
export interface Transport {
  send(ask: Ask): Promise<Answer>
  close(): Promise<void>
}

// Testing a credential waits for the vendor, who has a minute.
const patience = 90_000

/** Opens the way; nothing is sent before the first request. */
export function openTransport(place: Place): Transport {
  const pool =
    'socketPath' in place
      ? new Pool('http://localhost', { socketPath: place.socketPath, headersTimeout: patience })
      : new Pool(place.origin, { headersTimeout: patience })
  const token = 'token' in place ? place.token : undefined
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return {
    send: (ask) => send(pool, ask, authorization),
    // A request that is still under way has nobody left to wait for it.
    close: () => pool.destroy(),
  }
}

async function send(
  pool: Pool,
  { method, path, body }: Ask,
  authorization: Readonly<Record<string, string>>,
): Promise<Answer> {
  const headers = { accept: 'application/json', ...authorization, ...(body === undefined ? {} : json) }
  try {
    const answer = await pool.request({ method, path, headers, body: body ?? null })
    return { status: answer.statusCode, text: await answer.body.text() }
  } catch (cause) {
    throw new ApiError(
      'server.unavailable',
      'Muster does not answer: start it with "muster start"',
      [],
      cause,
    )
  }
}

const json = { 'content-type': 'application/json' }
