import { posix, win32 } from 'node:path'

/** What decides where the data are: the environment, the platform, the home folder and whether we are root. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly isRoot: boolean
}

/**
 * Where Muster keeps its data: `MUSTER_DATA`, or the place the platform has for such. Root's own home cannot
 * be entered by the account PostgreSQL runs as then, so root's data are where a system's services keep theirs.
 */
export function dataFolder({ env, platform, home, isRoot }: Surroundings): string {
  if (env.MUSTER_DATA) return (platform === 'win32' ? win32 : posix).resolve(env.MUSTER_DATA)
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'Muster')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Muster')
  if (env.XDG_DATA_HOME) return posix.join(env.XDG_DATA_HOME, 'muster')
  return isRoot ? '/var/lib/muster' : posix.join(home, '.local', 'share', 'muster')
}
