import { expect, it } from 'vitest'
import { dataFolder } from './data-folder.ts'

const home = '/home/ada'

it.each([
  ['linux', {}, undefined, '/home/ada/.local/share/muster'],
  ['linux', { XDG_DATA_HOME: '/data' }, undefined, '/data/muster'],
  ['darwin', {}, undefined, '/home/ada/Library/Application Support/muster'],
  ['linux', { MUSTER_DATA: '/srv/muster' }, undefined, '/srv/muster'],
  ['linux', { MUSTER_DATA: '' }, undefined, '/home/ada/.local/share/muster'],
  ['linux', { MUSTER_DATA: '/srv/muster' }, '/tmp/demo', '/tmp/demo'],
] as const)('on %s with %j and --data %s the data are in %s', (platform, env, given, folder) => {
  expect(dataFolder(given, { platform, home, env })).toBe(folder)
})
