import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it came over the wire. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** For tests: a real HTTP server on loopback that takes messages, and answers as told. */
export interface WebhookReceiver {
  readonly url: string
  readonly origin: string
  readonly received: readonly Received[]
  /** From now on it answers this. */
  answer(status: number, body?: string, headers?: Record<string, string>): void
  forget(): void
  close(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  let reply: readonly [status: number, body: string, headers: Record<string, string>] = [204, '', {}]
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    const [status, body, headers] = reply
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    url: `${origin}/hooks`,
    origin,
    received,
    answer: (status, body = '', headers = {}) => {
      reply = [status, body, headers]
    },
    forget: () => {
      received.length = 0
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
