import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { Knobs } from './knobs.ts'
import type { Reply } from './reply.ts'

const compress = promisify(gzip)

/** Compresses the body when the knob is on and the client takes it. */
export async function encode(reply: Reply, request: IncomingMessage, knobs: Knobs): Promise<Reply> {
  const accepted = String(request.headers['accept-encoding'] ?? '').includes('gzip')
  if (!knobs.gzip || !accepted || reply.body.length === 0) return reply
  const body = await compress(reply.body, { level: constants.Z_BEST_SPEED })
  return { ...reply, body, headers: { ...reply.headers, 'content-encoding': 'gzip' } }
}

/** Sends an answer the way it is meant to travel; resolves when it has left or the connection is gone. */
export async function send(response: ServerResponse, reply: Reply, chunked: boolean): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  try {
    await travel(response, reply, { chunked, gone: gone.signal })
  } catch (error) {
    // The client hung up, or a fault broke the connection: both are what they should be.
    if (!gone.signal.aborted) throw error
  }
}

interface Way {
  readonly chunked: boolean
  readonly gone: AbortSignal
}

async function travel(response: ServerResponse, reply: Reply, { chunked, gone }: Way): Promise<void> {
  const { status, headers, body, wire } = reply
  const half = body.length >> 1
  if (wire?.kind === 'reset-before-headers' || wire?.kind === 'refused') return reset(response)
  if (wire?.kind === 'slow-headers') await wait(wire.ms, undefined, { signal: gone })
  response.writeHead(status, chunked ? headers : { ...headers, 'content-length': String(body.length) })
  switch (wire?.kind) {
    case 'reset-after-headers':
      response.flushHeaders()
      await wait(5, undefined, { signal: gone })
      return reset(response)
    case 'cut':
      // The end of the stream comes before the length that was promised.
      return void response.write(body.subarray(0, half), () => response.socket?.end())
    case 'stall':
      response.write(body.subarray(0, half))
      await wait(wire.ms, undefined, { signal: gone })
      return void response.end(body.subarray(half))
    case 'drip':
      return drip(response, body, { ...wire, gone })
    case 'closed-keep-alive':
      return void response.end(body, () => response.socket?.destroy())
    default:
      response.end(body)
  }
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  pace: { ms: number; bytes: number; gone: AbortSignal },
) {
  for (let at = 0; at < body.length; at += pace.bytes) {
    response.write(body.subarray(at, at + pace.bytes))
    await wait(pace.ms, undefined, { signal: pace.gone })
  }
  response.end()
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}
