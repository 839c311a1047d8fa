import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { dataFolder as usualFolder } from '../db/data-folder.ts'

/** The folder that holds everything of one Muster: `--data`, else what `MUSTER_DATA` and the platform say. */
export function dataFolder(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (given) return resolve(given)
  return usualFolder({ env, platform: process.platform, home: homedir(), isRoot: process.getuid?.() === 0 })
}

/** Where the API of a data folder is heard; who may enter the folder may do everything. */
export const socketOf = (folder: string): string => join(folder, 'muster.sock')

/** Where the engine of a data folder writes what it did. */
export const logOf = (folder: string): string => join(folder, 'muster.log')
