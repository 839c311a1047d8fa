import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../../simulators/planhat/simulator.ts'
import { openEngine } from '../../src/engine.ts'
import { freshDatabase } from '../database.ts'
import type { Template } from '../template.ts'

const rootKey = Buffer.alloc(32, 7).toString('base64')
export const vendorToken = 'token-of-the-simulated-vendor'
export const administrator = {
  name: 'Ada Adams',
  email: 'ada@example.com',
  password: 'quiet otters count every lantern',
}

/** A whole Muster as people get it, with its vendor: nobody was there before. */
export interface Site {
  readonly origin: string
  readonly setupCode: string
  readonly vendor: Simulator
  /** Stops the server, and starts it again at the same address; what is done meanwhile finds nobody. */
  restart(meanwhile: () => Promise<void>): Promise<void>
  /** Writes what nobody could by any page, such as a past. */
  write(sql: string): Promise<void>
  close(): Promise<void>
}

/** How a site is to be. */
export interface SiteOptions {
  readonly users: number
  /** The origins that may be called besides the vendor's. */
  readonly allow?: readonly string[]
  /** More of the environment that it is started in. */
  readonly env?: Readonly<Record<string, string>>
  /** Where its database is cloned from, outside a test run. */
  readonly template?: Template
}

export async function newSite({ users, allow = [], env = {}, template }: SiteOptions): Promise<Site> {
  const [database, dataFolder, vendor] = await Promise.all([
    freshDatabase(template),
    mkdtemp(join(tmpdir(), 'muster-site-')),
    startSimulator({ users, tokens: [vendorToken], knobs: { rateLimit: false } }),
  ])
  const start = (port: number) =>
    openEngine({
      dataFolder,
      allow: [vendor.origin, ...allow],
      tcp: { port, host: '127.0.0.1', insecure: false },
      serves: true,
      env: { ...env, DATABASE_URL: database.url, MUSTER_ROOT_KEY: rootKey },
    })
  let engine = await start(0)
  const { origin = '', setupCode = '' } = engine
  return {
    origin,
    setupCode,
    vendor,
    restart: async (meanwhile) => {
      await engine.close()
      // A story that breaks off leaves a server to those behind it.
      const told = await meanwhile().catch((error: unknown) => ({ error }))
      engine = await start(Number(new URL(origin).port))
      if (told) throw told.error
    },
    write: async (sql) => {
      await database.pool.query(sql)
    },
    close: async () => {
      await engine.close()
      await Promise.all([vendor.close(), database.close(), rm(dataFolder, { recursive: true })])
    },
  }
}
