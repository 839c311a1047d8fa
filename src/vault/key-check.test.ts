import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { redactor } from '../lib/redact.ts'
import { keyChecks } from './key-check.ts'
import type { RootKeySource } from './root-key.ts'
import { openVault } from './vault.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.pool.query('truncate vault_key, credential cascade')
})

const rootKey = sourceOf(createSecretKey(randomBytes(32)))
const canary = 'canary-7f3Kq9ZxW2mP+table/dump'
const binding = {
  credentialId: '0198c0de-0000-7000-8000-000000000001',
  connector: 'planhat',
  origins: ['https://api.planhat.com'],
}

function sourceOf(key: KeyObject | undefined): RootKeySource {
  return { place: 'a test', read: async () => key, make: async () => createSecretKey(randomBytes(32)) }
}

async function keepCredential(sealed: Buffer): Promise<void> {
  await database.pool.query(
    `insert into credential (id, connector, name, sealed, origins, fingerprint) values ($1, $2, 'Ours', $3, $4, 'x')`,
    [binding.credentialId, binding.connector, sealed, binding.origins],
  )
}

/** Every row of every table of ours, as text. */
async function dump(): Promise<string> {
  const { rows } = await database.pool.query(
    `select query_to_xml(format('select * from %I', table_name), true, true, '')::text as rows
     from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  return rows.map((row) => row.rows).join('\n')
}

describe('a database', () => {
  it('remembers which root key fits it', async () => {
    const checks = keyChecks(database.pool)
    expect(await checks.read()).toBeUndefined()
    await openVault({ rootKey, checks })
    expect((await openVault({ rootKey, checks })).key.made).toBe(false)
    for (const other of [sourceOf(createSecretKey(randomBytes(32))), sourceOf(undefined)])
      await expect(openVault({ rootKey: other, checks })).rejects.toMatchObject({ code: 'vault.key' })
  })

  it('keeps the first value when two processes start at once with different keys', async () => {
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => openVault({ rootKey: sourceOf(undefined), checks: keyChecks(database.pool) })),
    )
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(1)
  })

  it('with credentials but without the value gets no new key', async () => {
    await keepCredential(randomBytes(120))
    const start = openVault({ rootKey: sourceOf(undefined), checks: keyChecks(database.pool) })
    await expect(start).rejects.toMatchObject({
      code: 'vault.key',
      message: expect.stringContaining('in part'),
    })
    const { rows } = await database.pool.query('select from vault_key')
    expect(rows).toHaveLength(0)
  })

  it('gives sealed secrets back, and no dump of its tables shows one in any encoding', async () => {
    const vault = await openVault({ rootKey, checks: keyChecks(database.pool) })
    await keepCredential(vault.seal({ apiToken: canary }, binding))
    const { rows } = await database.pool.query('select sealed from credential')
    expect(vault.open(rows[0].sealed, binding).apiToken?.open()).toBe(canary)

    const redact = redactor()
    redact.learn(canary)
    const sealed = await dump()
    expect(sealed).toContain(binding.credentialId)
    expect(redact.clean(sealed)).toBe(sealed)
    // Positive control: a secret that was not sealed is found.
    await database.pool.query('update credential set sealed = $1', [Buffer.from(`{"apiToken":"${canary}"}`)])
    expect(redact.clean(await dump())).toContain('[secret]')
  })
})
