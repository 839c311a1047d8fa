import { expect, it } from 'vitest'
import { startFault } from './start-fault.ts'

it.each([
  [
    'initdb: error: could not create directory "/d/base": No space left on device',
    /no space left on the disk of \/d: free some/,
  ],
  ['ENOSPC: no space left on device, write', /no space left on the disk/],
  ["EROFS: read-only file system, mkdir '/d'", /read-only disk: choose a folder/],
  ["EACCES: permission denied, mkdir '/d'", /give it that folder and a way into it, or choose another/],
  [
    'initdb: error: could not look up effective user ID 1234: user does not exist',
    /has no name on this machine: give it one/,
  ],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
    /port .* in use by another program: start again/,
  ],
  [
    'FATAL:  could not map anonymous shared memory: Cannot allocate memory',
    /not enough memory .*: end other programs/,
  ],
  ['FATAL:  lock file "postmaster.pid" already exists', /Another PostgreSQL still works on \/d: wait/],
  ["ENOTDIR: not a directory, mkdir '/d/data'", /something else is there: choose another folder/],
  [
    'LOG:  starting\nFATAL:  something new\nLOG:  shut down',
    /\(FATAL: {2}something new\): see \/d\/postgres.log/,
  ],
  ['', /no reason given/],
])('%s', (output, line) => {
  const fault = startFault(output, '/d')
  expect(fault).toMatchObject({ code: 'database.start', message: expect.stringMatching(line) })
  expect(fault.message).not.toContain('\n')
})
