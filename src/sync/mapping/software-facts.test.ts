import { expect, it } from 'vitest'
import planhat from '../../../connectors/planhat.ts'
import { type DeviceLoad, moving, text } from '../../connect/manifest.ts'
import { withSoftware } from '../../connect/software.ts'
import type { Json } from '../../lib/value.ts'
import { origin } from '../test-data/planhat-records.ts'
import { describer } from './facts.ts'
import { loadFields } from './load-fields.ts'
import { softwareReader } from './software-facts.ts'

const spec = {
  list: 'apps',
  name: 'title | trim',
  version: 'version',
  publisher: 'by',
  query: { apps: 'yes' },
}
const { account: _, ...common } = planhat.loads.users
const load: DeviceLoad = { ...common, of: 'devices', software: spec }
const read = softwareReader(spec)

it('tells each piece of software once, in an order of its own', () => {
  const apps = [
    { title: ' Zed ', version: '0.1', by: 'Zed Industries' },
    { title: 'Acorn', version: 7 },
    { title: 'Zed', version: '0.1', by: 'Zed Industries' },
    { title: 'Zed', version: '0.2', by: '' },
  ]
  const told = [
    { name: 'Acorn', version: '7', publisher: null },
    { name: 'Zed', version: '0.1', publisher: 'Zed Industries' },
    { name: 'Zed', version: '0.2', publisher: null },
  ]
  expect(read({ apps })).toEqual({ value: told })
  expect(read({ apps: apps.toReversed() })).toEqual({ value: told })
})

it.each<[Json, unknown]>([
  [{}, { value: undefined }],
  [{ apps: null }, { value: [] }],
  [{ apps: [] }, { value: [] }],
  [{ apps: [{ version: '1' }, { title: ' ' }, { title: ['x'] }, null, 'text', 7] }, { value: [] }],
  [{ apps: { title: 'x' } }, { problem: expect.stringContaining('is no list') }],
  [{ apps: Array(20_001).fill({}) }, { problem: expect.stringContaining('20001 pieces') }],
])('tells what is missing from what is empty: %j', (record, told) => {
  expect(read(record)).toEqual(told)
})

it('cuts a name that is too long to be kept', () => {
  expect(read({ apps: [{ title: 'x'.repeat(300) }] })).toMatchObject({ value: [{ name: 'x'.repeat(256) }] })
})

it('is asked for and told only where it is wanted', () => {
  const record = { _id: 'a', apps: [{ title: 'Zed' }] }
  const both = withSoftware(load, true)
  expect(both.query).toEqual({ sort: '_id', apps: 'yes' })
  expect(describer(both, { origin })(record)).toMatchObject({ software: [{ name: 'Zed' }], account: {} })
  const hardware = withSoftware(load, false)
  expect(hardware.query).toEqual({ sort: '_id' })
  expect(describer(hardware, { origin })(record).software).toBeUndefined()
  expect(withSoftware(planhat.loads.users, true)).toBe(planhat.loads.users)
})

it('is a problem of its record when it is no list', () => {
  const facts = describer(withSoftware(load, true), { origin })({ _id: 'a', apps: 'many' })
  expect(facts.problems).toEqual({ software: expect.stringContaining('is no list') })
})

it('tells which fields move by themselves', () => {
  const fields = loadFields({
    ...load,
    fields: { seen: moving(text('Seen', 'seen')), name: text('Name', 'n') },
  })
  expect(fields.flatMap(({ key, volatile }) => (volatile ? key : []))).toContain('seen')
  expect(fields.find(({ key }) => key === 'name')?.volatile).toBe(false)
})
