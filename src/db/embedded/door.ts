import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Account, makePrivateFolder } from './account.ts'
import { owner } from './cluster.ts'
import type { Settings } from './settings.ts'

/** How one reaches the embedded server: nobody but us, and never over the network. */
export interface Door {
  readonly url: string
  readonly settings: Settings
  /** Needed where any local program can knock; a socket is guarded by its folder. */
  readonly password?: string
  close(): Promise<void>
}

export type DoorKind = 'socket' | 'loopback'

/** A Unix socket, but on Windows, where Node and PostgreSQL do not share one. */
export const usualDoor: DoorKind = process.platform === 'win32' ? 'loopback' : 'socket'

/** Prepares the way in; to be closed once the server has stopped. */
export function openDoor(kind: DoorKind, folder: string, account: Account): Promise<Door> {
  return kind === 'socket' ? openSocket(folder, account) : openLoopback(folder)
}

/** The system cuts socket paths at 104 (macOS) or 108 bytes (Linux). */
const longestPath = 100

async function openSocket(folder: string, account: Account): Promise<Door> {
  const near = join(folder, 'socket')
  const fits = Buffer.byteLength(join(near, '.s.PGSQL.5432.lock')) <= longestPath
  const place = fits ? near : await mkdtemp('/tmp/muster-')
  // A socket that a killed server left would be taken for one in use if its process number lives again.
  await rm(place, { recursive: true, force: true })
  await makePrivateFolder(place, account)
  return {
    url: `postgresql://${owner}@localhost:5432/postgres?host=${encodeURIComponent(place)}`,
    settings: {
      listen_addresses: '',
      port: '5432',
      unix_socket_directories: place,
      unix_socket_permissions: '0700',
    },
    close: () => rm(place, { recursive: true, force: true }),
  }
}

async function openLoopback(folder: string): Promise<Door> {
  const port = await freePort()
  const password = await keepPassword(join(folder, 'postgres.password'))
  return {
    url: `postgresql://${owner}:${password}@127.0.0.1:${port}/postgres`,
    settings: { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' },
    password,
    close: async () => undefined,
  }
}

async function keepPassword(path: string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return kept
  const made = randomBytes(24).toString('base64url')
  await writeFile(path, made, { mode: 0o600 })
  return made
}

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
