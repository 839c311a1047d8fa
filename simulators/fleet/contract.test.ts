import { afterEach, expect, it } from 'vitest'
import { blueprint } from '../planhat/object-id.ts'
import { generateUser } from '../planhat/users.ts'
import type { SimulatorOptions } from './options.ts'
import { type Simulator, startSimulator } from './simulator.ts'

let simulator: Simulator | undefined
afterEach(() => simulator?.close())

async function begin(options: SimulatorOptions = {}): Promise<Simulator> {
  simulator = await startSimulator(options)
  return simulator
}

const ask = (path: string, token = 'sim-token') =>
  fetch(`${simulator?.origin}/api/v1/fleet/hosts${path}`, { headers: { authorization: `Bearer ${token}` } })

interface Host {
  readonly id: number
  readonly hardware_serial: string
  readonly seen_time: string
  readonly device_mapping?: readonly { readonly email: string }[] | null
  readonly software?: readonly { readonly name: string }[] | null
}
// What it answers is what is looked at here.
const hosts = async (query: string) =>
  ((await (await ask(query)).json()) as { readonly hosts: readonly Host[] }).hosts

it('pages from 0, by id, to an empty page', async () => {
  await begin({ hosts: 7 })
  const page = async (number: number) =>
    (await hosts(`?page=${number}&per_page=3&order_key=id&order_direction=asc`)).map(({ id }) => id)
  expect([await page(0), await page(1), await page(2), await page(3)]).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7],
    [],
  ])
  expect((await hosts('?order_key=id&order_direction=desc')).map(({ id }) => id)).toEqual([
    7, 6, 5, 4, 3, 2, 1,
  ])
})

it('has twenty hosts on a page of which no size was told, and everything without either', async () => {
  await begin({ hosts: 30 })
  expect(await hosts('?page=0')).toHaveLength(20)
  expect(await hosts('')).toHaveLength(30)
})

it.each([
  ['?page=x', 400],
  ['?per_page=0', 400],
  ['?order_direction=asc', 400],
  ['?populate_software=yes', 400],
  ['?order_key=shoe_size', 422],
  ['/999', 404],
])('answers %s with %i, and why', async (path, status) => {
  await begin({ hosts: 1 })
  const answer = await ask(path)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ message: expect.any(String), errors: [{ name: 'base' }] })
})

it('opens for its token only', async () => {
  await begin({ hosts: 1 })
  expect((await ask('', 'another')).status).toBe(401)
  expect((await ask('')).status).toBe(200)
})

it('tells software and owners only when they are asked for', async () => {
  await begin({ hosts: 20 })
  const [plain] = await hosts('?per_page=1')
  expect(plain).not.toHaveProperty('software')
  expect(plain).not.toHaveProperty('device_mapping')
  const full = await hosts('?populate_software=without_vulnerability_details&device_mapping=true')
  expect(full.some(({ software }) => (software?.length ?? 0) > 3)).toBe(true)
  const owner = full.find(({ device_mapping }) => device_mapping)
  const { email } = generateUser(blueprint(1, 20), (owner?.id ?? 0) - 1)
  expect(owner?.device_mapping?.[0]?.email).toBe(email)
})

it('has one host by id in an envelope, without software where that is not wanted', async () => {
  await begin({ hosts: 3 })
  const answer = await (await ask('/2?exclude_software=true')).json()
  expect(answer).toMatchObject({ host: { id: 2, hardware_serial: expect.any(String) } })
  expect(answer).not.toHaveProperty('host.software')
})

it('has the same hosts for the same seed, and serial numbers that tell them apart', async () => {
  await begin({ hosts: 300 })
  const first = await hosts('')
  await simulator?.close()
  await begin({ hosts: 300 })
  expect(await hosts('')).toEqual(first)
  const serials = first.map((host) => host.hardware_serial).filter((serial) => !['', '-1'].includes(serial))
  expect(new Set(serials).size).toBe(serials.length)
  expect(serials.length).toBeLessThan(300)
})

it('changes as it is told, over HTTP, too, and goes back', async () => {
  const { controlOrigin, mutate, reset } = await begin({ hosts: 40 })
  const before = await hosts('?populate_software=true&device_mapping=true')
  const post = (path: string, body: unknown) =>
    fetch(`${controlOrigin}/__sim/${path}`, { method: 'POST', body: JSON.stringify(body) })
  expect(await (await post('mutate', { remove: 2, add: 3 })).json()).toMatchObject({ add: [41, 42, 43] })
  expect(await hosts('')).toHaveLength(41)
  const { reenroll = [] } = mutate({ pass: 5, upgrade: 2, reassign: 1, reenroll: 1 })
  const serial = (await hosts('')).find(({ id }) => id === reenroll[0])?.hardware_serial
  expect(before.map((host) => host.hardware_serial)).toContain(serial)
  expect((await post('faults', [{ fault: 'no such' }])).status).toBe(400)
  reset()
  expect(await hosts('?populate_software=true&device_mapping=true')).toEqual(before)
})

it('goes wrong on the page it is told to, as often as it is told to', async () => {
  const { setFaults } = await begin({ hosts: 10 })
  setFaults([{ fault: '500', page: 1, times: 1 }])
  const status = async (page: number) => (await ask(`?page=${page}&per_page=4`)).status
  expect([await status(0), await status(1), await status(1)]).toEqual([200, 500, 200])
})
