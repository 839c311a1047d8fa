import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startTcpFault, type TcpFault, type Toxic } from './tcp-fault.ts'

const body = JSON.stringify({ text: 'x'.repeat(1000) })
const vendor = createServer((_, response) => response.end(body))
let proxy: TcpFault

beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port } = vendor.address() as AddressInfo
  proxy = await startTcpFault(`http://127.0.0.1:${port}`)
})
afterAll(async () => {
  await proxy.close()
  vendor.closeAllConnections()
  vendor.close()
})
afterEach(() => proxy.set())

const ask = async (ms = 5000) => (await fetch(proxy.origin, { signal: AbortSignal.timeout(ms) })).text()

it.each<Toxic>([{ kind: 'none' }, { kind: 'latency', ms: 5 }, { kind: 'slice', bytes: 100, ms: 1 }])(
  '$kind passes everything on',
  async (toxic) => {
    proxy.set({ toxic, request: 1, stays: true })
    expect(await ask()).toBe(body)
    expect(proxy.struck()).toBe(1)
  },
)

it.each<Toxic>([
  { kind: 'cut', bytes: 0 },
  { kind: 'cut', bytes: 600 },
  { kind: 'reset', bytes: 0 },
  { kind: 'reset', bytes: 600 },
])('$kind after $bytes bytes breaks the answer', async (toxic) => {
  proxy.set({ toxic, request: 1, stays: true })
  await expect(ask()).rejects.toThrow()
})

it('half-open says nothing more', async () => {
  proxy.set({ toxic: { kind: 'half-open', bytes: 300 }, request: 1, stays: true })
  await expect(ask(200)).rejects.toThrow(/timeout/)
})

it('corrupt changes one byte', async () => {
  proxy.set({ toxic: { kind: 'corrupt', fromEnd: 10, to: 0x21 }, request: 1, stays: true })
  expect(await ask()).toBe(`${body.slice(0, -10)}!${body.slice(-9)}`)
})

it('strikes the request it was told, and no other', async () => {
  proxy.set({ toxic: { kind: 'reset', bytes: 0 }, request: 2, stays: false })
  expect(await ask()).toBe(body)
  await expect(ask()).rejects.toThrow()
  expect(await ask()).toBe(body)
})
