import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from './lock.ts'
import { identify, type ProcessIdentity } from './process-identity.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function leaveNote(note: ProcessIdentity): Promise<void> {
  await mkdir(join(folder, 'lock'), { recursive: true })
  await writeFile(join(folder, 'lock', `${note.pid}-left.json`), JSON.stringify(note))
}

const us = identify(process.pid) ?? { pid: 0, started: '', boot: '' }

it('is taken once, and again after it was given back', async () => {
  const lock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'database.busy', detail: { pid: us.pid } })
  await lock.release()
  await (await lockFolder(folder)).release()
  expect(await readdir(join(folder, 'lock'))).toEqual([])
})

it.each<[string, ProcessIdentity]>([
  ['a process that is no more', { ...us, pid: 2 ** 22 + 1 }],
  ['a process whose number another one has now', { ...us, started: '1' }],
  ['a process of an earlier boot', { ...us, boot: 'earlier' }],
])('is taken over from %s', async (_who, note) => {
  await leaveNote(note)
  await (await lockFolder(folder)).release()
})

it.each(['', '\0\0\0', '{"pid":'])('is taken over from a note that a power cut left as %j', async (text) => {
  await mkdir(join(folder, 'lock'), { recursive: true })
  await writeFile(join(folder, 'lock', '1-left.json'), text)
  await (await lockFolder(folder)).release()
  expect(await readdir(join(folder, 'lock'))).toEqual([])
})

it('is never taken from a process that runs, however old its note', async () => {
  await leaveNote({ ...us })
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'database.busy' })
})
