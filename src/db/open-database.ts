import { checkDatabase } from './check-database.ts'
import { checkUrl, knownFault } from './connection-fault.ts'
import { type ServerOptions, startServer } from './embedded/server.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { migrations } from './migrations.ts'
import { type Connections, openConnections } from './pool.ts'

/** Which database: the one of `url`, or without it the embedded one in `folder`. */
export interface DatabaseOptions extends ServerOptions {
  /** What `DATABASE_URL` says, if it is set. */
  readonly url?: string | undefined
  /** Most connections of this process at once. */
  readonly connections?: number
  /** Where days begin; UTC where left out. */
  readonly zone?: string
  /** Other migrations than those on the shelf, for tests. */
  readonly migrations?: readonly Migration[]
}

/** An open database whose schema is ours. `url` is for other processes of ours; it can hold a password. */
export interface Database extends Connections {
  readonly url: string
  /** Rejects when the embedded server ends by itself; of other servers only queries tell. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

const never = new Promise<never>(() => undefined)

/**
 * Opens the database and brings its schema up to date. Every way this fails is an `AppError` whose one line
 * holds the cure: `database.busy`, `database.start`, `database.down` or `database.schema`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) checkUrl(options.url)
  const server = options.url === undefined ? await startServer(options) : undefined
  const url = server?.url ?? options.url ?? ''
  const connections = openConnections(url, options.connections, options.zone)
  const close = async () => {
    await connections.pool.end()
    await server?.stop()
  }
  try {
    await checkDatabase(connections.pool, url)
    await migrate(connections.pool, options.migrations ?? migrations)
    return { ...connections, url, lost: server?.lost ?? never, close }
  } catch (error) {
    await close()
    throw knownFault(error, url) ?? error
  }
}
