import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import type { Run } from '../client/run.ts'
import { newTypist, type Typist } from './test-data/typist.ts'

const token = 'a-token-that-opens-planhat'
let vendor: Simulator
let typist: Typist

beforeAll(async () => {
  vendor = await startSimulator({ tokens: [token] })
  vendor.mutate({ add: 40 })
  typist = newTypist([vendor.origin])
})
afterAll(async () => {
  await vendor.close()
  typist.leave()
})

const offsets = () =>
  vendor.requests().map(({ url }) => new URL(url, vendor.origin).searchParams.get('offset'))

it('a server that is stopped hands back what it reads; started again, it goes on and asks only for the rest', async () => {
  const start = async () => {
    const server = typist.type('served', 'start --port 0')
    await server.prints('Ctrl-C stops it')
    return server
  }
  const server = await start()
  vendor.setFaults([{ id: 'F4', variant: 'slow-headers', on: { position: 'end' }, with: { ms: 30_000 } }])
  const env = { MUSTER_PLANHAT_TOKEN: token }
  const loading = typist.type('served', `load planhat --base-url ${vendor.origin} --plan`, env)
  const total = vendor.state().users
  await vi.waitFor(() => expect(offsets()).toContain(String(total)), 20_000)
  const stopped = performance.now()
  server.stop()
  expect((await server.ended).exit).toBe(0)
  expect(performance.now() - stopped).toBeLessThan(10_000)
  expect((await loading.ended).exit).toBe(69)

  vendor.setFaults([])
  const before = offsets().length
  const again = await start()
  await vi.waitFor(async () => {
    const [run] = JSON.parse((await typist.type('served', 'runs --json').ended).out) as Run[]
    expect(run).toMatchObject({ state: 'previewed', ledger: { read: total, created: total } })
  }, 20_000)
  expect(new Set(offsets().slice(before))).not.toContain('0')
  again.stop()
  expect((await again.ended).exit).toBe(0)
}, 60_000)
