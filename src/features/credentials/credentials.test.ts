import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newWorld, type Refusal, type World } from '../../../test/world.ts'
import { bareId } from '../../lib/ids.ts'
import { openCredential } from './actions.ts'
import type { CredentialAnswer, VerdictAnswer } from './schema.ts'

type Credential = z.output<typeof CredentialAnswer>
type Verdict = z.output<typeof VerdictAnswer>
const secret = 'canary-3f9bQ7xT-planhat'
const another = 'canary-8Zk1LmP0-replaced'

let vendor: Server
let origin: string
let asked: (string | undefined)[]
let answerStatus: number
let world: World

beforeAll(async () => {
  vendor = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.writeHead(answerStatus, { 'content-type': 'application/json' }).end('[]')
  })
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has such an address.
  origin = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
  world = await newWorld({ allow: [origin] })
})
afterAll(async () => {
  await world.close()
  await new Promise((resolve) => vendor.close(resolve))
})
beforeEach(async () => {
  asked = []
  answerStatus = 200
  await world.ctx.db.pool.query('truncate credential cascade')
})

async function aCredential(
  more: { name?: string; settings?: Record<string, string> } = {},
): Promise<Credential> {
  const { name = 'Planhat', settings } = more
  const { status, body } = await world.post<Credential>('/api/credentials', {
    connector: 'planhat',
    name,
    settings: { apiToken: secret, ...settings },
  })
  expect(status).toBe(201)
  return body
}

/** Everything the database keeps of credentials, and everything that was logged. */
async function everythingKept(): Promise<string> {
  const { rows } = await world.ctx.db.pool.query('select * from credential')
  return `${JSON.stringify(rows)} ${rows.map(({ sealed }) => sealed.toString('latin1')).join()} ${world.logged.join()}`
}

describe('a kept credential', () => {
  it('is shown without its secret, with where it may be sent', async () => {
    const kept = await aCredential()
    expect(kept).toMatchObject({
      connector: 'planhat',
      name: 'Planhat',
      settings: { baseUrl: 'https://api.planhat.com' },
      origins: ['https://api.planhat.com'],
      lastUsedAt: null,
    })
    expect(kept.id).toMatch(/^cre_[0-9a-f]{32}$/)
    const { body } = await world.get<{ items: Credential[] }>('/api/credentials')
    expect(body.items).toEqual([kept])
  })

  it('has its secret nowhere in the clear', async () => {
    const kept = await aCredential()
    await world.patch(`/api/credentials/${kept.id}`, { settings: { apiToken: another } })
    await world.patch(`/api/credentials/${kept.id}`, { settings: { apiToken: another, baseUrl: 'nonsense' } })
    const everything = await everythingKept()
    expect(everything).not.toContain(secret)
    expect(everything).not.toContain(another)
  })

  it('teaches the log its secret, so that no line can hold it', async () => {
    const kept = await aCredential({ settings: { apiToken: 'canary-only-for-the-log' } })
    world.ctx.log.info({ said: 'Bearer canary-only-for-the-log' }, kept.id)
    expect(world.logged.at(-1)).toContain(kept.id)
    expect(world.logged.at(-1)).not.toContain('canary-only-for-the-log')
  })

  it('keeps its name for itself, whatever the case of its letters', async () => {
    await aCredential({ name: 'Acme' })
    const settings = { apiToken: secret }
    const { status, body } = await world.post<Refusal>('/api/credentials', {
      connector: 'planhat',
      name: 'ACME',
      settings,
    })
    expect([status, body.problems?.[0]?.field]).toEqual([422, 'name'])
  })

  it('comes in a list by name, piece by piece', async () => {
    for (const name of ['c', 'A', 'b']) await aCredential({ name })
    const first = await world.get<{ items: Credential[]; next: string }>('/api/credentials?limit=2')
    const rest = await world.get<{ items: Credential[]; next: string | null }>(
      `/api/credentials?limit=2&cursor=${first.body.next}`,
    )
    expect(first.body.items.map(({ name }) => name)).toEqual(['A', 'b'])
    expect(rest.body.items.map(({ name }) => name)).toEqual(['c'])
    expect(rest.body.next).toBeNull()
  })
})

describe('what is refused of a credential', () => {
  it.each([
    ['an unknown connector', { connector: 'nobody', name: 'x', settings: {} }, ['connector']],
    ['no token', { connector: 'planhat', name: 'x', settings: {} }, ['settings.apiToken']],
    [
      'a setting the vendor does not have',
      { connector: 'planhat', name: 'x', settings: { apiToken: secret, tenant: 'a' } },
      ['settings.tenant'],
    ],
    [
      'an address that is not the vendor’s',
      { connector: 'planhat', name: 'x', settings: { apiToken: secret, baseUrl: 'https://evil.example' } },
      ['settings.baseUrl'],
    ],
    [
      'everything wrong at once',
      { name: ' ', settings: { apiToken: 7 }, extra: 1 },
      ['connector', 'name', 'settings.apiToken', 'extra'],
    ],
  ])('%s, named at its field', async (_, input, fields) => {
    const { status, body } = await world.post<Refusal>('/api/credentials', input)
    expect(status).toBe(422)
    expect(body.problems?.map(({ field }) => field)).toEqual(fields)
    expect(JSON.stringify(body)).not.toContain(secret)
  })
})

describe('changing a credential', () => {
  it('replaces the secret, which then has another fingerprint', async () => {
    const kept = await aCredential({ settings: { baseUrl: origin } })
    const { body } = await world.patch<Credential>(`/api/credentials/${kept.id}`, {
      settings: { apiToken: another },
    })
    expect(body.fingerprint).not.toBe(kept.fingerprint)
    await world.post(`/api/credentials/${kept.id}/test`)
    expect(asked).toEqual([`Bearer ${another}`])
  })

  it('renames without touching the secret', async () => {
    const kept = await aCredential({ settings: { baseUrl: origin } })
    const { body } = await world.patch<Credential>(`/api/credentials/${kept.id}`, { name: 'Other' })
    expect(body).toMatchObject({ name: 'Other', fingerprint: kept.fingerprint })
    await world.post(`/api/credentials/${kept.id}/test`)
    expect(asked).toEqual([`Bearer ${secret}`])
  })

  it('says until when it opens the vendor, where somebody said so', async () => {
    const { id } = await aCredential({ name: 'Ends' })
    const edit = (more: object) => world.patch<Credential & Refusal>(`/api/credentials/${id}`, more)
    expect((await edit({ expiresOn: '2027-01-31' })).body.expiresOn).toBe('2027-01-31')
    expect((await edit({ name: 'Ends soon' })).body.expiresOn).toBe('2027-01-31')
    expect((await edit({ expiresOn: '2027-02-30' })).body.problems?.[0]?.field).toBe('expiresOn')
    expect((await edit({ expiresOn: null })).body.expiresOn).toBeNull()
  })

  it('wants the secret again when the address changes, so that nobody sends it to himself', async () => {
    const kept = await aCredential()
    const path = `/api/credentials/${kept.id}`
    const refused = await world.patch<Refusal>(path, { settings: { baseUrl: origin } })
    expect(refused.status).toBe(422)
    expect(refused.body.problems?.map(({ field }) => field)).toEqual(['settings.apiToken'])
    const { body } = await world.patch<Credential>(path, { settings: { baseUrl: origin, apiToken: another } })
    expect(body.origins).toEqual([origin])
    await world.post(`${path}/test`)
    expect(asked).toEqual([`Bearer ${another}`])
  })

  it('does not open for an address that was changed in the database', async () => {
    const kept = await aCredential()
    await world.ctx.db.pool.query(
      `update credential set origins = $1, settings = jsonb_build_object('baseUrl', $2::text)`,
      [[origin], origin],
    )
    const { status, body } = await world.post<Refusal>(`/api/credentials/${kept.id}/test`)
    expect([status, body.code]).toEqual([500, 'vault.sealed'])
    expect(asked).toEqual([])
  })
})

describe('testing a credential', () => {
  it('says that it works, and when it was used', async () => {
    const { id } = await aCredential({ settings: { baseUrl: origin } })
    const { body } = await world.post<Verdict>(`/api/credentials/${id}/test`)
    expect(body).toEqual({ ok: true })
    const list = await world.get<{ items: Credential[] }>('/api/credentials')
    expect(list.body.items[0]?.lastUsedAt).not.toBeNull()
  })

  it.each([
    [401, 'vendor.auth', 'another cluster'],
    [403, 'vendor.permission', 'may not read users'],
  ])('tells what a vendor’s %i means', async (status, code, words) => {
    answerStatus = status
    const { id } = await aCredential({ settings: { baseUrl: origin } })
    const answer = await world.post<Verdict>(`/api/credentials/${id}/test`)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ ok: false, code, message: expect.stringContaining(words) })
  })
})

describe('forgetting a credential', () => {
  it('is refused while an integration uses it, and says which', async () => {
    const kept = await aCredential()
    const { status } = await world.post('/api/integrations', {
      connector: 'planhat',
      load: 'users',
      name: 'Our Planhat',
      credentialId: kept.id,
    })
    expect(status).toBe(201)
    const refused = await world.delete<Refusal>(`/api/credentials/${kept.id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('"Our Planhat"')
    await expect(openCredential(world.ctx, bareId('cre', kept.id))).resolves.toMatchObject({
      name: 'Planhat',
    })
  })

  it('removes it', async () => {
    const kept = await aCredential()
    expect((await world.delete(`/api/credentials/${kept.id}`)).status).toBe(204)
    expect((await world.delete(`/api/credentials/${kept.id}`)).status).toBe(404)
    expect((await world.post(`/api/credentials/${kept.id}/test`)).status).toBe(404)
  })
})
