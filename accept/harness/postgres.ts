import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../src/db/embedded/server.ts'

/** A PostgreSQL for several servers, as one that `DATABASE_URL` names; it outlives them. */
export interface Postgres {
  readonly url: string
  close(): Promise<void>
}

/** Starts one on a folder of its own. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-accept-'))
  await chmod(folder, 0o711)
  const server = await startServer({ folder, settings: { max_connections: '200' } })
  return {
    url: server.url,
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
