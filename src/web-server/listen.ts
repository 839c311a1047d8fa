import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../lib/errors.ts'

/** The longest path of a Unix socket: 104 bytes on a Mac with the byte that ends it, 108 on Linux. */
const longestPath = 103

/** Where a server listens for this machine's own programs. */
export const socketFile = (dataFolder: string): string => join(dataFolder, 'muster.sock')

/** A server that listens. */
export interface Listening {
  /** The path of the socket, or the URL. */
  readonly address: string
  /** Answers what is under way, for eight seconds at most, then ends. */
  close(): Promise<void>
}

/**
 * Listens on the Unix socket of the data folder, which only its user can open. Throws `conflict` when
 * another server listens there; a socket that one left behind is replaced.
 */
export async function listenOnSocket(app: FastifyInstance, dataFolder: string): Promise<Listening> {
  const path = socketFile(dataFolder)
  // Made where nobody else can look and moved when it is closed to others: there is no moment in between.
  const folder = await mkdtemp(join(dataFolder, 'sock-'))
  try {
    const made = join(folder, 's')
    checkLength(made)
    if (await answers(path))
      throw new AppError('conflict', `Another Muster already serves ${dataFolder}: stop it first`)
    await app.listen({ path: made })
    await chmod(made, 0o600)
    await rename(made, path)
  } catch (error) {
    await app.close()
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { address: path, close: () => closeSocket(app, path) }
}

/** Listens on TCP; port 0 takes a free one. Throws `conflict` when the port cannot be had. */
export async function listenOnTcp(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  try {
    const address = await app.listen({ host, port })
    return { address, close: () => closeApp(app) }
  } catch (error) {
    await app.close()
    throw portFault(error, port) ?? error
  }
}

function portFault(error: unknown, port: number): AppError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const wayOut = 'choose another with --port, or 0 for a free one'
  if (code === 'EADDRINUSE') return new AppError('conflict', `Port ${port} is taken: ${wayOut}`)
  if (code === 'EACCES') return new AppError('conflict', `Port ${port} is not for this account: ${wayOut}`)
  return undefined
}

async function closeSocket(app: FastifyInstance, path: string): Promise<void> {
  await rm(path, { force: true })
  await closeApp(app)
}

/** How long a request may take to be answered when the server stops (ms). */
const patience = 8000

async function closeApp(app: FastifyInstance): Promise<void> {
  const hurry = setTimeout(() => app.server.closeAllConnections(), patience)
  try {
    await app.close()
  } finally {
    clearTimeout(hurry)
  }
}

function checkLength(path: string): void {
  if (Buffer.byteLength(path) <= longestPath) return
  throw new AppError(
    'conflict',
    `The path of the data folder is too long for a socket in it: ${path} has ${Buffer.byteLength(path)} bytes and ${longestPath} are the most. Set MUSTER_DATA to a shorter one.`,
  )
}

/** Whether a server answers at this socket. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
