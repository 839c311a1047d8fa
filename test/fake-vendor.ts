import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defineConnector, offset, origin, secret, text } from '../src/connect/manifest.ts'
import type { Clock } from '../src/lib/clock.ts'

/** How a vendor answers its n-th request, counted from 1. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** A real HTTP server on loopback that behaves as told, and what it was asked. */
export interface FakeVendor {
  readonly origin: string
  readonly asked: IncomingMessage[]
  behave(behaviour: Behaviour): void
  close(): Promise<void>
}

export async function fakeVendor(first: Behaviour): Promise<FakeVendor> {
  let behaviour = first
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    behaviour(request, response, asked.length)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    behave: (next) => {
      behaviour = next
      asked.length = 0
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Time that passes only by sleeping, and how long was slept each time. */
export function fakeClock(start = Date.UTC(2026, 0, 1)): Clock & { readonly slept: number[] } {
  let now = start
  const slept: number[] = []
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
    },
  }
}

/** A vendor whose people are a counted list at `/people`. */
export const acme = defineConnector({
  id: 'acme',
  name: 'Acme',
  docs: 'https://acme.example/docs',
  settings: {
    token: secret('API token'),
    address: origin('API address', {
      default: 'https://api.acme.example',
      hosts: ['api.acme.example', 'api-*.acme.example'],
    }),
  },
  http: { baseUrl: '{{address}}', auth: { kind: 'bearer', token: '{{token}}' }, requestsPerMinute: 600 },
  check: {
    get: '/people?limit=1',
    unauthorized: 'Acme refused the token: it is wrong, or the API address is of another cluster.',
    forbidden: 'Acme knows the token, but it may not read people.',
  },
  loads: {
    people: {
      label: 'Acme People Load',
      of: 'users',
      get: '/people',
      query: { sort: 'id' },
      select: { parameter: 'select', properties: ['id', 'name'] },
      paging: offset(8),
      id: 'id',
      lookup: '/people/{id}',
      deny: ['apiTokens'],
      fields: { name: text('Name', 'name') },
      suggest: {},
      account: {},
    },
  },
})
