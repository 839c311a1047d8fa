import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../lib/errors.ts'

/**
 * Makes a folder that only its owner enters, and those above it where they are missing; one that is there stays
 * as it is. One after the other: on a file system that makes no folders, Node would try for ever by itself.
 * Throws `database.start` with the way out.
 */
export async function makeFolder(path: string): Promise<void> {
  for (const folder of await missingFolders(path)) {
    await mkdir(folder, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' && (await isFolder(folder))) return
      throw unfit(path, `${folder} cannot be made (${error.code})`)
    })
  }
}

/** The missing folders of a path, the uppermost first. */
async function missingFolders(path: string): Promise<readonly string[]> {
  const missing: string[] = []
  for (let at = path; ; at = dirname(at)) {
    const found = await isFolder(at).catch((error: NodeJS.ErrnoException) => {
      // Below a file, which is found further up.
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw unfit(path, `${at} cannot be entered (${error.code})`)
    })
    if (found === false) throw unfit(path, at === path ? 'it is a file' : `${at} is a file`)
    if (found || dirname(at) === at) return missing
    missing.unshift(at)
  }
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path)).isDirectory()

function unfit(path: string, why: string): AppError {
  return new AppError(
    'database.start',
    `The data folder ${path} cannot be used: ${why}. Give another with --data or MUSTER_DATA.`,
  )
}
