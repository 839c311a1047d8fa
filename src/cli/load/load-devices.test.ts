import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../../simulators/fleet/simulator.ts'
import type { Software } from '../../client/device.ts'
import { newTypist, type Typist } from '../test-data/typist.ts'

let vendor: Simulator
let typist: Typist
beforeAll(async () => {
  vendor = await startSimulator({ hosts: 40 })
  typist = newTypist([vendor.origin])
})
afterAll(async () => {
  await vendor.close()
  typist.leave()
})

const muster = (line: string) => typist.type('data', line, { MUSTER_FLEET_TOKEN: 'sim-token' }).ended

it('devices are loaded as people are: mapped, planned, and applied once somebody has seen the plan', async () => {
  const planned = await muster(`load fleet --base-url ${vendor.origin} --plan`)
  expect({ err: planned.err, exit: planned.exit }).toEqual({ err: '', exit: 0 })
  expect(planned.out).toContain('Serial number')
  const id = /run apply (run_\w+)/.exec(planned.out)?.[1] ?? ''
  expect((await muster(`run apply ${id}`)).exit).toBe(0)
  expect((await muster('integrations show Fleet')).out).toContain('devices and the software on them')
})

it('and looked at: whose they are, what is on them, and where a title is', async () => {
  const devices = JSON.parse((await muster('devices --json')).out) as { id: string; name: string }[]
  expect(devices.length).toBeGreaterThan(5)
  expect((await muster('devices')).out).toContain('SERIAL')
  const shown = await muster(`devices show ${devices[0]?.name}`)
  expect(shown.out).toContain('Operating system')
  expect((await muster('devices show nothing-like-it')).err).toContain('muster devices SEARCH')
  expect((await muster('software --sort -devices')).out).toContain('PUBLISHER')
  const titles = JSON.parse((await muster('software --sort -devices --json')).out) as Software[]
  const title = titles.find(({ name }) => /^\S+$/.test(name)) ?? expect.fail('no title of one word')
  const where = await muster(`software show ${title.name.toUpperCase()}`)
  expect(where.out).toMatch(new RegExp(`^Devices +${title.devices}$`, 'm'))
  expect(where.out).toMatch(/^DEVICE +PERSON +VERSION +SINCE +ID$/m)
  const { devices: places } = JSON.parse((await muster(`software show ${title.id} --json`)).out)
  expect(places).toHaveLength(title.devices)
  const several = await muster('software show slack')
  expect([several.exit, several.err]).toEqual([2, expect.stringMatching(/sft_\w+ by .*, sft_\w+ by /)])
  expect((await muster('software show nothing-like-it')).err).toContain('muster software SEARCH')
})

it('a role is refused for what has none', async () => {
  const { err, exit } = await muster(
    `load fleet --name Other --base-url ${vendor.origin} --plan --role Employee`,
  )
  expect(exit).toBe(2)
  expect(err).toContain('role')
})
