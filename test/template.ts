import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Server, startServer } from '../src/db/embedded/server.ts'
import { openDatabase } from '../src/db/open-database.ts'

/** Where a test run clones its databases from. */
export interface Template {
  /** A server on which databases can be made. */
  readonly url: string
  /** The name of the migrated database. */
  readonly name: string
  /** Why it could not be migrated. */
  readonly problem: string | undefined
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly template: Template
  }
}

/** Once for each test run: a server with one migrated database, which the test files clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { template, close } = await openTemplate()
  project.provide('template', template)
  return close
}

/** Starts a server, or takes a given one, and makes the migrated database on it. */
export async function openTemplate(): Promise<{ template: Template; close: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL
  const server = given ? givenServer(given) : await throwawayServer()
  const name = `muster_template_${process.pid}`
  await command(server.url, `create database ${name}`)
  const problem = await migrateTemplate(withDatabase(server.url, name))
  const close = async () => {
    await command(server.url, `drop database ${name}`)
    await server.stop()
  }
  return { template: { url: server.url, name, problem }, close }
}

/** A broken migration fails the tests that need a database, and leaves all others alone. */
async function migrateTemplate(url: string): Promise<string | undefined> {
  try {
    const database = await openDatabase({ folder: '', url })
    await database.close()
    return undefined
  } catch (error) {
    return String(error)
  }
}

/** The same address with another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Runs one statement over a connection of its own. */
export async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Nothing in it outlives the run, so it need not wait for the disk. */
async function throwawayServer(): Promise<Pick<Server, 'url' | 'stop'>> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-test-'))
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  }
  const server = await startServer({ folder, settings, binaries: process.env.MUSTER_POSTGRES })
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}

function givenServer(url: string): Pick<Server, 'url' | 'stop'> {
  return { url, stop: async () => undefined }
}
