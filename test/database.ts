import { inject } from 'vitest'
import { type Connections, openConnections } from '../src/db/pool.ts'
import { command, type Template, withDatabase } from './template.ts'

/** Where days begin in tests. */
export const testZone = 'Europe/Berlin'

/** A migrated database of one's own; `close` removes it. */
export interface FreshDatabase extends Connections {
  readonly url: string
  close(): Promise<void>
}

/** Clones the run's template: each test file gets its own database, so that files run side by side. */
export async function freshDatabase(template: Template = inject('template')): Promise<FreshDatabase> {
  if (template.problem !== undefined) throw new Error(template.problem)
  const name = `muster_test_${crypto.randomUUID().replaceAll('-', '')}`
  await command(template.url, `create database ${name} template ${template.name}`)
  const url = withDatabase(template.url, name)
  const connections = openConnections(url, 10, testZone)
  const close = async () => {
    await connections.pool.end()
    await command(template.url, `drop database ${name} with (force)`)
  }
  return { ...connections, url, close }
}
