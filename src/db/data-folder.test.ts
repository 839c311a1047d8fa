import { expect, it } from 'vitest'
import { dataFolder, type Surroundings } from './data-folder.ts'

const user: Surroundings = { env: {}, platform: 'linux', home: '/home/ada', isRoot: false }

it.each<[string, Partial<Surroundings>, string]>([
  ['what MUSTER_DATA says', { env: { MUSTER_DATA: '/srv/data', XDG_DATA_HOME: '/x' } }, '/srv/data'],
  ['the home folder on Linux', {}, '/home/ada/.local/share/muster'],
  ['where Linux is told to keep data', { env: { XDG_DATA_HOME: '/x' } }, '/x/muster'],
  [
    "the folder of services for root, whose home PostgreSQL's account cannot enter",
    { isRoot: true },
    '/var/lib/muster',
  ],
  ['the library on macOS', { platform: 'darwin' }, '/home/ada/Library/Application Support/Muster'],
  ['the local data on Windows', { platform: 'win32', env: { LOCALAPPDATA: 'C:\\L' } }, 'C:\\L\\Muster'],
  ['the default when MUSTER_DATA is empty', { env: { MUSTER_DATA: '' } }, '/home/ada/.local/share/muster'],
])('keeps data in %s', (_place, change, folder) => {
  expect(dataFolder({ ...user, ...change })).toBe(folder)
})

it('takes a relative MUSTER_DATA from where it was started', () => {
  expect(dataFolder({ ...user, env: { MUSTER_DATA: 'data' } })).toBe(`${process.cwd()}/data`)
})
