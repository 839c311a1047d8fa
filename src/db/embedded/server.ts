import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
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
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on a data folder, making it on the first start and picking up whatever an earlier one
 * left when it was killed. Throws `database.busy`, `database.start` or `database.schema`, each in one line.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { folder } = options
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // An account that was stepped down to must be able to pass through to what belongs to it.
    if (postgresAccount) await chmod(folder, 0o711)
    return await startLocked(options, await lockFolder(folder))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw startFault(error.message, folder, error)
    throw error
  }
}

async function startLocked(options: ServerOptions, lock: Lock): Promise<Server> {
  try {
    return await startOwned(options, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function startOwned(options: ServerOptions, lock: Lock): Promise<Server> {
  const { folder } = options
  const account = postgresAccount
  const cluster = join(folder, 'postgres')
  await endOrphan(cluster)
  const binaries = await prepareBinaries(options.binaries ?? installedBinaries(), folder, account)
  const door = await openDoor(options.door ?? usualDoor, folder, account)
  await ensureCluster(binaries, { folder: cluster, account, password: door.password })

  const settings = { ...tunedSettings(totalmem()), ...door.settings, ...options.settings }
  await writeFile(join(cluster, 'muster.conf'), settingsFile(settings))
  await give(join(cluster, 'muster.conf'), account)

  const log = join(folder, 'postgres.log')
  const child = await launch({ program: binaries.postgres, folder: cluster, account, url: door.url, log })
  return {
    url: door.url,
    pid: child.pid ?? 0,
    stop: async () => {
      await stopServer(child)
      await door.close()
      await lock.release()
    },
  }
}
