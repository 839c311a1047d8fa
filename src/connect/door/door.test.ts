import type { AddressInfo } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Behaviour, type FakeVendor, fakeVendor, json } from '../../../test/fake-vendor.ts'
import { Secret } from '../../lib/secret.ts'
import type { Resolved } from './address.ts'
import { type DoorOptions, openDoor } from './door.ts'
import { certificate } from './fake-certificate.ts'

const token = 'canary-9f3b1c7a'
const authorization = new Secret(`Bearer ${token}`)
const opened: { close(): Promise<unknown> }[] = []
let vendor: FakeVendor

beforeAll(async () => {
  vendor = await fakeVendor((_, response) => json(response, []))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})
afterAll(() => vendor.close())

function door(options: Partial<DoorOptions> = {}) {
  const one = openDoor({ allow: [vendor.origin], ...options })
  opened.push(one)
  return one
}

const ask = (behaviour: Behaviour, options: Partial<DoorOptions> = {}) => {
  vendor.behave(behaviour)
  const credential = { authorization, origins: [vendor.origin] }
  return door(options).get({ url: `${vendor.origin}/people?limit=2`, credential })
}

/** Everything that could be shown or logged of an error. */
const shown = (error: unknown): string =>
  inspect(error, { depth: 20, showHidden: true, getters: true }) + JSON.stringify(error) + String(error)

const failure = async (asking: Promise<unknown>) => {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error, 'it should have failed').toBeDefined()
  expect(shown(error)).not.toContain(token)
  expect(shown(error)).not.toContain('limit=2')
  return error
}

it('brings an answer and says who asks', async () => {
  const answer = await ask((_, response) => json(response, [{ id: '1' }]))
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body.toString())).toEqual([{ id: '1' }])
  expect(vendor.asked[0]?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'accept-encoding': 'gzip',
    'user-agent': 'Muster',
    accept: 'application/json',
  })
  expect(vendor.asked[0]?.url).toBe('/people?limit=2')
})

it('unpacks one layer of gzip', async () => {
  const packed =
    (layers: Buffer): Behaviour =>
    (_, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(layers)
  expect((await ask(packed(gzipSync('[1]')))).body.toString()).toBe('[1]')
  expect((await ask(packed(gzipSync(gzipSync('[1]'))))).body.subarray(0, 2)).toEqual(
    Buffer.from([0x1f, 0x8b]),
  )
})

it.each(['br', 'gzip, gzip', 'deflate', 'zstd'])('refuses an answer packed as %s', async (encoding) => {
  const asking = ask((_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end('x'))
  expect(await failure(asking)).toMatchObject({ code: 'vendor.odd' })
})

it.each<[string, Behaviour, string]>([
  ['announces too much', (_, r) => void r.writeHead(200, { 'content-length': 2 ** 26 }).write('['), 'size'],
  ['sends too much', (_, r) => void r.end(Buffer.alloc(3 * 2 ** 20)), 'size'],
  [
    'sends a gzip bomb',
    (_, r) => void r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2 ** 21 - 9))),
    'ratio',
  ],
  [
    'never ends',
    (_, r) => {
      r.writeHead(200)
      const pour = () => {
        while (r.writable && r.write(Buffer.alloc(65_536)));
      }
      r.on('drain', pour)
      pour()
    },
    'size',
  ],
])('stops a vendor that %s', async (_, behaviour, reason) => {
  const asking = ask(behaviour, { limits: { bytes: 2 ** 21 } })
  expect(await failure(asking)).toMatchObject({ code: 'vendor.too-large', detail: { reason } })
})

it('takes 32 MiB and well-packed answers', async () => {
  const people = JSON.stringify(
    Array.from({ length: 20_000 }, (_, i) => ({ id: `id-${i}`, name: 'Same Name' })),
  )
  const packed = await ask(
    (_, r) => void r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(people)),
  )
  expect(packed.body.length).toBe(people.length)
  expect((await ask((_, r) => void r.end(Buffer.alloc(32 * 2 ** 20, 0x20)))).body.length).toBe(32 * 2 ** 20)
})

const hang: Behaviour = () => undefined
const stall: Behaviour = (_, response) => void response.writeHead(200).write('[')
const drip: Behaviour = (_, response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}

it.each<[string, Behaviour, object, object]>([
  ['never begins to answer', hang, { headers: 60 }, { code: 'UND_ERR_HEADERS_TIMEOUT' }],
  ['stalls in the middle', stall, { idle: 60 }, { code: 'UND_ERR_BODY_TIMEOUT' }],
  ['drips for ever', drip, { page: 150 }, { code: 'TIMEOUT' }],
  ['never begins to answer, with a time-out for the page alone', hang, { page: 60 }, { code: 'TIMEOUT' }],
])('does not wait for a vendor that %s', async (_, behaviour, timeouts, detail) => {
  const error = await failure(ask(behaviour, { timeouts }))
  expect(error).toMatchObject({
    code: 'vendor.down',
    detail: { ...detail, reason: 'timeout', path: '/people' },
  })
})

it.each<[string, Behaviour]>([
  ['hangs up before answering', (request) => void request.socket.destroy()],
  ['resets before answering', (request) => void request.socket.resetAndDestroy()],
  ['hangs up in the middle', (q, r) => void r.writeHead(200).write('[', () => q.socket.destroy())],
  ['resets in the middle', (q, r) => void r.writeHead(200).write('[', () => q.socket.resetAndDestroy())],
  [
    'sends less than it announced',
    (q, r) => void r.writeHead(200, { 'content-length': 100 }).write('[]', () => q.socket.end()),
  ],
  [
    'sends half a gzip',
    (_, r) => void r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1,2,3]').subarray(0, 12)),
  ],
  [
    'sends a gzip that is none',
    (_, r) => void r.writeHead(200, { 'content-encoding': 'gzip' }).end('[1,2,3]'),
  ],
  ['does not speak HTTP', (request) => void request.socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
])('calls a vendor down that %s', async (_, behaviour) => {
  const error = await failure(ask(behaviour))
  expect(error).toMatchObject({
    code: 'vendor.down',
    detail: { reason: 'network', host: new URL(vendor.origin).host },
  })
})

it('calls a vendor down that refuses the connection or whose name nobody knows', async () => {
  const gone = await fakeVendor(hang)
  await gone.close()
  const refusing = door({ allow: [gone.origin] }).get({ url: gone.origin })
  expect(await failure(refusing)).toMatchObject({ code: 'vendor.down', detail: { code: 'ECONNREFUSED' } })
  const lookup = () => Promise.reject(Object.assign(new Error(`query ${token}`), { code: 'ENOTFOUND' }))
  const nowhere = door({ lookup }).get({ url: 'https://vendor.example/' })
  expect(await failure(nowhere)).toMatchObject({
    code: 'vendor.down',
    message: expect.stringContaining('nobody knows'),
  })
})

it('gives up on a name that is never looked up', async () => {
  const never = door({ lookup: () => new Promise(() => undefined), timeouts: { connect: 80 } })
  expect(await failure(never.get({ url: 'https://vendor.example/' }))).toMatchObject({
    detail: { code: 'UND_ERR_CONNECT_TIMEOUT', reason: 'network' },
  })
})

it('hands on statuses and redirects without following or reading them', async () => {
  const canary = await fakeVendor((_, response) => json(response, []))
  opened.push(canary)
  for (const status of [301, 302, 303, 307, 308, 401, 429, 500]) {
    const answer = await ask(
      (_, r) => void r.writeHead(status, { location: `${canary.origin}/`, 'retry-after': '9' }).end(token),
    )
    expect(answer).toMatchObject({ status, headers: { 'retry-after': '9' }, body: Buffer.alloc(0) })
  }
  expect(canary.asked).toEqual([])
})

it('sends a credential nowhere but to its origins', async () => {
  const other = await fakeVendor((_, response) => json(response, []))
  opened.push(other)
  const { get } = door({ allow: [vendor.origin, other.origin] })
  const sending = get({ url: other.origin, credential: { authorization, origins: [vendor.origin] } })
  expect(await failure(sending)).toMatchObject({
    code: 'address.refused',
    message: expect.stringContaining('may not be sent'),
  })
  expect(other.asked).toEqual([])
  await get({ url: other.origin })
  expect(other.asked[0]?.headers.authorization).toBeUndefined()
})

it.each(['\n', '\r\nx: y', '\u0000', 'é', '\u2028'])(
  'refuses a token that holds %j without telling it',
  async (wrong) => {
    const credential = { authorization: new Secret(`Bearer ${token}${wrong}`), origins: [vendor.origin] }
    vendor.behave((_, response) => json(response, []))
    expect(await failure(door().get({ url: vendor.origin, credential }))).toMatchObject({
      code: 'input.invalid',
    })
    expect(vendor.asked).toEqual([])
  },
)

const at =
  (...addresses: string[]) =>
  async (): Promise<Resolved[]> =>
    addresses.map((address) => ({ address, family: 4 }))

it('never reaches loopback by any spelling, name or change of address', async () => {
  const server = createServer({ ...certificate }).listen(0, '127.0.0.1')
  let reached = 0
  server.on('connection', () => reached++)
  opened.push({ close: () => new Promise((done) => server.close(done)) })
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  const hosts = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::ffff:7f00:1]',
    '１２７.0.0.1',
    'localhost',
    'localhost.',
    '0',
  ]
  const { get } = door({ allow: [] })
  for (const host of hosts)
    expect(await failure(get({ url: `https://${host}:${port}/` })), host).toMatchObject({
      code: 'address.refused',
    })
  const named = door({ allow: [], lookup: at('8.8.8.8', '127.0.0.1') })
  expect(await failure(named.get({ url: `https://vendor.example:${port}/` }))).toMatchObject({
    code: 'address.refused',
  })
  expect(reached).toBe(0)
})

it('hangs up on a name that changed its address between judging and connecting', async () => {
  const server = await tlsServer({})
  let reads = 0
  // Judged as public, then loopback when the connection is made.
  const changing = {
    family: 4,
    get address() {
      return reads++ === 0 ? '8.8.8.8' : '127.0.0.1'
    },
  }
  const { get } = door({ allow: [], lookup: async () => [changing], authorities: [certificate.cert] })
  expect(await failure(get({ url: `https://localhost:${server.port}/` }))).toMatchObject({
    code: 'address.refused',
  })
  expect(reads).toBeGreaterThan(1)
  expect(server.heard()).toBe('')
})

async function tlsServer(options: TlsOptions) {
  let heard = ''
  const server = createServer({ ...certificate, ...options }, (socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]')
    })
    socket.on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  opened.push({ close: () => new Promise((done) => server.close(done)) })
  // A listening TCP server has an address object.
  return { port: (server.address() as AddressInfo).port, heard: () => heard }
}

it('speaks TLS with a vendor in an allowed range whose authority is known', async () => {
  const { port } = await tlsServer({})
  const { get } = door({ allow: ['127.0.0.0/8'], lookup: at('127.0.0.1'), authorities: [certificate.cert] })
  expect((await get({ url: `https://localhost:${port}/` })).body.toString()).toBe('[]')
})

it.each<[string, TlsOptions, string, readonly string[]]>([
  ['nobody vouches for', {}, 'localhost', []],
  ['is for another name', {}, 'vendor.example', [certificate.cert]],
  [
    'comes with an old TLS',
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    'localhost',
    [certificate.cert],
  ],
])(
  'sends nothing under a certificate that %s, even when the environment says so',
  async (_, options, host, authorities) => {
    const server = await tlsServer(options)
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      const { get } = door({ allow: ['127.0.0.0/8'], lookup: at('127.0.0.1'), authorities })
      const url = `https://${host}:${server.port}/`
      const error = await failure(get({ url, credential: { authorization, origins: [new URL(url).origin] } }))
      expect(error).toMatchObject({ code: 'vendor.odd', detail: { reason: 'tls' } })
      expect(server.heard()).toBe('')
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    }
  },
)

it('stops at once when it is told to, with the reason it was told', async () => {
  vendor.behave(hang)
  const stop = new AbortController()
  const asking = door().get({ url: vendor.origin, signal: stop.signal })
  await expect.poll(() => vendor.asked.length).toBe(1)
  stop.abort(new Error('cancelled by Ada'))
  await expect(asking).rejects.toThrow('cancelled by Ada')
})

it('ends what is under way when it is closed', async () => {
  vendor.behave(hang)
  const one = door()
  const asking = failure(one.get({ url: vendor.origin }))
  await expect.poll(() => vendor.asked.length).toBe(1)
  await one.close()
  expect(await asking).toMatchObject({ code: 'vendor.down' })
})
