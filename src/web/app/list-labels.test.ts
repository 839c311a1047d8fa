import { expect, it } from 'vitest'
import { objects } from '../../directory/object.ts'
import { deviceList } from '../pages/hardware/device-list.tsx'
import { peopleList } from '../pages/people/people-list.tsx'

it.each([
  ['person', peopleList([])],
  ['device', deviceList([])],
] as const)('no field of a %s can be called as the list calls a column of its own', (object, { columns }) => {
  const { columns: kept } = objects[object]
  expect(columns.map(({ label }) => label).filter((label) => !kept.includes(label))).toEqual([])
})
