import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** What of the surroundings decides where data are. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The folder that holds everything of one Muster: `--data`, else MUSTER_DATA, else the platform's place for data. */
export function dataFolder(
  given: string | undefined,
  { platform, home, env }: Surroundings = { platform: process.platform, home: homedir(), env: process.env },
): string {
  const named = given ?? env.MUSTER_DATA
  if (named) return resolve(named)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'muster')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'muster')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'muster')
}

/** Where the API of a data folder is heard; who may enter the folder may do everything. */
export const socketOf = (folder: string): string => join(folder, 'muster.sock')

/** Where the engine of a data folder writes what it did. */
export const logOf = (folder: string): string => join(folder, 'muster.log')
