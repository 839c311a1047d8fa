import type { ChildProcess } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../lib/errors.ts'
import { give, postgresAccount } from './account.ts'
import { installedBinaries, prepareBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { type DoorKind, openDoor, usualDoor } from './door.ts'
import { launch, stopServer } from './launch.ts'
import { type Lock, lockFolder } from './lock.ts'
import { endOrphan } from './postmaster.ts'
import { type Settings, settingsFile, tunedSettings } from './settings.ts'
import { startFault } from './start-fault.ts'

/** What to start an embedded server with; only the folder is needed. */
export interface ServerOptions {
  /** The data folder of Muster; PostgreSQL gets folders of its own in it. */
  readonly folder: string
  /** Folder of `bin/`, `lib/`, `share/` of another PostgreSQL than the one npm installed. */
  readonly binaries?: string | undefined
  readonly door?: DoorKind
  /** Settings that win over ours. */
  readonly settings?: Settings
}

/** A PostgreSQL that runs as our child until `stop`, on a data folder that is ours alone meanwhile. */
export interface Server {
  readonly url: string
  readonly pid: number
  /** Rejects with `database.down` when PostgreSQL ends although nobody stopped it. */
  readonly lost: Promise<never>
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on a data folder, making it on the first start and picking up whatever an earlier one
 * left when it was killed. Throws `database.busy`, `database.start` or `database.schema`, each in one line.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { folder } = options
  try {
    // An account that was stepped down to must be able to pass through to what belongs to it.
    const mode = postgresAccount ? 0o711 : 0o700
    await mkdir(folder, { recursive: true, mode })
    await chmod(folder, mode)
    return await startLocked(options, await lockFolder(folder))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw startFault(error.message, folder, error)
    throw error
  }
}

async function startLocked(options: ServerOptions, lock: Lock): Promise<Server> {
  const { folder } = options
  const opened: { close(): Promise<void> }[] = [{ close: lock.release }]
  const closeAll = async () => {
    for (const each of opened.toReversed()) await each.close()
  }
  try {
    const cluster = join(folder, 'postgres')
    await endOrphan(cluster)
    const account = postgresAccount
    const binaries = await prepareBinaries(options.binaries ?? installedBinaries(), folder, account)
    const door = await openDoor(options.door ?? usualDoor, folder, account)
    opened.push(door)
    await ensureCluster(binaries, { folder: cluster, account, password: door.password })
    await writeSettings(cluster, { ...tunedSettings(totalmem()), ...door.settings, ...options.settings })

    const log = join(folder, 'postgres.log')
    const child = await launch({ program: binaries.postgres, folder: cluster, account, url: door.url, log })
    opened.push({ close: () => stopServer(child) })
    const { lost, letGo } = watchOver(child)
    opened.push({ close: async () => letGo() })
    return { url: door.url, pid: child.pid ?? 0, lost, stop: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** Tells of an end that nobody asked for, until `letGo`. */
function watchOver(child: ChildProcess): { lost: Promise<never>; letGo: () => void } {
  let wanted = false
  const lost = new Promise<never>((_, reject) => {
    child.once('exit', () => {
      if (!wanted)
        reject(
          new AppError(
            'database.down',
            'PostgreSQL ended by itself or was killed: start Muster again, nothing that was applied is lost',
          ),
        )
    })
  })
  // Heard by whoever waits for it.
  lost.catch(() => undefined)
  return {
    lost,
    letGo: () => {
      wanted = true
    },
  }
}

async function writeSettings(cluster: string, settings: Settings): Promise<void> {
  const file = join(cluster, 'muster.conf')
  await writeFile(file, settingsFile(settings))
  await give(file, postgresAccount)
}
