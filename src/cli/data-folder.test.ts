import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { dataFolder } from './data-folder.ts'

it('takes the folder that was typed before the one the surroundings name', () => {
  expect(dataFolder('here', { MUSTER_DATA: '/srv/data' })).toBe(resolve('here'))
  expect(dataFolder(undefined, { MUSTER_DATA: '/srv/data' })).toBe('/srv/data')
})
