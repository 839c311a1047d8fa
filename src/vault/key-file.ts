import { type KeyObject, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, realpath, stat, unlink } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { AppError } from '../lib/errors.ts'
import { keyBytes, parseKey } from './keys.ts'

/** A key is 64 characters at most; more is another file that was named by mistake. */
const mostBytes = 1024

/** Reads the root key of a file that only its owner can read; `undefined` when there is no such file. */
export async function readKeyFile(path: string, dataFolder: string): Promise<KeyObject | undefined> {
  await refuseInside(path, dataFolder)
  const text = await readOwnText(path)
  if (text === undefined) return undefined
  const key = parseKey(text)
  if (key) return key
  throw new AppError(
    'vault.key',
    `The root key file ${path} does not hold a key: 32 bytes in base64 or hex. Put back the file from your own copy.`,
  )
}

/**
 * Makes a root key in a new file, or reads the one another process made first. The file appears
 * whole or not at all, and is on disk before anything is sealed with it.
 */
export async function makeKeyFile(path: string, dataFolder: string): Promise<KeyObject> {
  await refuseInside(path, dataFolder)
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeOnce(path, `${randomBytes(keyBytes).toString('base64')}\n`)
  } catch (error) {
    throw new AppError('vault.key', `The root key file ${path} could not be written.`, { path }, error)
  }
  const key = await readKeyFile(path, dataFolder)
  if (key) return key
  throw new AppError('vault.key', `The root key file ${path} could not be read after it was written.`)
}

/** A backup or a stolen copy of the data folder must not bring its key along. */
async function refuseInside(path: string, dataFolder: string): Promise<void> {
  const way = relative(await whereReally(dataFolder), await whereReally(path))
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
  if (outside) return
  throw new AppError(
    'vault.key',
    `The root key file ${path} is inside the data folder ${dataFolder}. Whoever copies the data would have its key: move the file elsewhere and name it in MUSTER_ROOT_KEY_FILE.`,
  )
}

/** The path with every link followed, as far as it exists. */
async function whereReally(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await whereReally(parent), basename(path))
  }
}

async function readOwnText(path: string): Promise<string | undefined> {
  try {
    const file = await stat(path)
    if (!file.isFile() || file.size > mostBytes)
      throw new AppError('vault.key', `${path} is not a root key file. Check MUSTER_ROOT_KEY_FILE.`)
    refuseLoose(path, file.mode)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    if (isCode(error, 'ENOENT')) return undefined
    throw new AppError(
      'vault.key',
      `The root key file ${path} cannot be read. It must belong to the user that runs Muster.`,
      { path },
      error,
    )
  }
}

function refuseLoose(path: string, mode: number): void {
  // Windows has no such mode; there the user's own profile folder keeps others out.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return
  throw new AppError(
    'vault.key',
    `The root key file ${path} can be read by others (mode ${(mode & 0o777).toString(8).padStart(4, '0')}). Run: chmod 600 ${path}`,
  )
}

async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
    // A link, unlike a rename, never replaces a file that is already there.
    await link(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await file.close()
    await unlink(draft)
  }
  await syncFolder(dirname(path))
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder to sync it.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
