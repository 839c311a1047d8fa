import { ApiError } from '../client/api-error.ts'
import type { Client } from '../client/client.ts'
import { openClient } from '../client/open-client.ts'
import { socketOf } from './data-folder.ts'
import type { Engine, EngineOptions, OpenEngine } from './engine.ts'

/** The API of a data folder, and the way to leave it. */
export interface Reached {
  readonly client: Client
  /** The engine, if it was started for us; a server that ran already goes on running when we leave. */
  readonly engine: Engine | undefined
  leave(): Promise<void>
}

/** Speaks to the server of a data folder; where none runs, starts an engine for as long as it is needed. */
export async function reach(options: EngineOptions, openEngine: OpenEngine): Promise<Reached> {
  const client = openClient({ socketPath: socketOf(options.dataFolder) })
  if (await answers(client)) return { client, engine: undefined, leave: client.close }
  await client.close()
  return openOwn(options, openEngine)
}

/** Starts an engine that stays in this process. Throws `database.busy` when a server runs on the folder. */
export const reachOwn = (options: EngineOptions, openEngine: OpenEngine): Promise<ReachedOwn> =>
  openOwn({ ...options, serves: true }, openEngine)

type ReachedOwn = Reached & { readonly engine: Engine }

async function openOwn(options: EngineOptions, openEngine: OpenEngine): Promise<ReachedOwn> {
  const engine = await openEngine(options)
  const client = openClient({ socketPath: engine.socketPath })
  const leave = async () => {
    await client.close()
    await engine.close()
  }
  return { client, engine, leave }
}

async function answers(client: Client): Promise<boolean> {
  try {
    await client.health()
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'server.unavailable') return false
    throw error
  }
}
