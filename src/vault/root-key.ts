import type { KeyObject } from 'node:crypto'
import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'
import { AppError } from '../lib/errors.ts'
import { readKeyCommand } from './key-command.ts'
import { makeKeyFile, readKeyFile } from './key-file.ts'
import { parseKey } from './keys.ts'

/** Where the root key comes from. Reading it throws `vault.key` with the cure; it never shows the key. */
export interface RootKeySource {
  /** Where that is, for people: the name of a variable or the path of a file. */
  readonly place: string
  /** `undefined` when nothing is there. */
  read(): Promise<KeyObject | undefined>
  /** Makes a key there. Only files can; only the vault calls it, and only when there are no data yet. */
  make?(): Promise<KeyObject>
}

/** What of the machine decides where the root key is. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: NodeJS.Platform
}

const thisMachine = (): Machine => ({ env: process.env, home: homedir(), platform: process.platform })

/**
 * Finds where the root key comes from: `MUSTER_ROOT_KEY`, `MUSTER_ROOT_KEY_COMMAND`,
 * `MUSTER_ROOT_KEY_FILE`, or the file in the platform's folder for settings; the first that is set.
 * A variable that is set but empty is refused: it is a mistake, and never means "make a new key".
 */
export function rootKeySource(dataFolder: string, machine: Machine = thisMachine()): RootKeySource {
  const { MUSTER_ROOT_KEY: key, MUSTER_ROOT_KEY_COMMAND: command, MUSTER_ROOT_KEY_FILE: file } = machine.env
  if (key !== undefined) return { place: 'MUSTER_ROOT_KEY', read: async () => keyIn(key) }
  if (command !== undefined)
    return { place: 'the command in MUSTER_ROOT_KEY_COMMAND', read: () => readKeyCommand(command) }
  if (file?.trim() === '') throw new AppError('vault.key', 'MUSTER_ROOT_KEY_FILE is set, but empty.')
  return fileSource(file === undefined ? defaultKeyFile(machine) : resolve(file), dataFolder)
}

function fileSource(path: string, dataFolder: string): RootKeySource {
  return {
    place: path,
    read: () => readKeyFile(path, dataFolder),
    make: () => makeKeyFile(path, dataFolder),
  }
}

function keyIn(text: string): KeyObject {
  const key = parseKey(text)
  if (key) return key
  throw new AppError(
    'vault.key',
    'MUSTER_ROOT_KEY is set, but is not a key: 32 bytes in base64 (44 characters) or hex (64 characters).',
  )
}

/** The root key's file when nothing else is said: in the folder for settings, which is not the one for data. */
export function defaultKeyFile({ env, home, platform }: Machine): string {
  if (platform === 'win32') {
    const folder = env.APPDATA ?? win32.join(home, 'AppData', 'Roaming')
    return win32.join(folder, 'muster', 'root.key')
  }
  // "Application Support" is where data live on a Mac, so the key goes elsewhere.
  if (platform === 'darwin') return posix.join(home, 'Library', 'Preferences', 'muster', 'root.key')
  // The XDG specification says to ignore a relative path.
  const xdg = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : posix.join(home, '.config')
  return posix.join(xdg, 'muster', 'root.key')
}
