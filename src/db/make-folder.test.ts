import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder } from './make-folder.ts'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'muster-folder-'))
  await writeFile(join(home, 'file'), '')
})
afterAll(() => rm(home, { recursive: true }))

describe('the data folder', () => {
  it('is made with those above it, for its owner only, also by two at once', async () => {
    const path = join(home, 'a', 'b', 'c')
    await Promise.all([makeFolder(path), makeFolder(path)])
    await makeFolder(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it.each([
    ['a file', 'file', 'it is a file'],
    ['below a file', join('file', 'a', 'b'), 'file is a file'],
  ])('cannot be %s', async (_, path, why) => {
    await expect(makeFolder(join(home, path))).rejects.toMatchObject({
      code: 'database.start',
      message: expect.stringMatching(new RegExp(`cannot be used: .*${why}\\. Give another with --data`)),
    })
  })

  it('cannot be where no folder can be made', async () => {
    // On systems without /proc a file stands for it.
    const place = process.platform === 'linux' ? '/proc' : join(home, 'file')
    await expect(makeFolder(join(place, 'muster', 'a'))).rejects.toThrow('cannot be used')
  })
})
