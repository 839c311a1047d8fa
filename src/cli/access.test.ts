import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openClient } from '../client/open-client.ts'
import { newTypist, type TypedCommand, type Typist } from './test-data/typist.ts'

interface Started {
  readonly origin: string
  readonly setupCode: string
}

let typist: Typist
let server: TypedCommand
let started: Started

beforeAll(async () => {
  typist = newTypist()
  server = typist.type('access', 'start --json --port 0')
  await server.prints('}\n')
  // Printed by `start`.
  started = JSON.parse(server.printed()) as Started
})
afterAll(async () => {
  server.stop()
  await server.ended
  typist.leave()
})

const muster = (line: string) => typist.type('access', line).ended
/** Asks over TCP as a page of ours does. */
const ask = (path: string, init: { method: string; body?: object; headers?: Record<string, string> }) =>
  fetch(`${started.origin}${path}`, {
    method: init.method,
    headers: { 'content-type': 'application/json', 'x-muster': '1', origin: started.origin, ...init.headers },
    ...(init.body ? { body: JSON.stringify(init.body) } : {}),
  })

describe('a server that nobody can sign in to yet', () => {
  it('shows the code of the first set-up, also in a file for its owner', async () => {
    const file = join(typist.home, 'access', 'setup-code')
    expect(readFileSync(file, 'utf8').trim()).toBe(started.setupCode)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const ada = { name: 'Ada', email: 'ada@example.com', password: 'quiet green harbour lamp' }
    const made = await ask('/api/setup', { method: 'POST', body: { code: started.setupCode, ...ada } })
    expect(made.status).toBe(201)
    const [session = ''] = made.headers.get('set-cookie')?.split(';') ?? []
    expect((await ask('/api/people', { method: 'GET', headers: { cookie: session } })).status).toBe(200)
  })

  it('refuses to be reached from elsewhere in the clear', async () => {
    const { err, exit } = await typist.type('other', 'start --port 0 --host 0.0.0.0').ended
    expect(exit).toBe(2)
    expect(err).toContain('name its address in MUSTER_PROXIES, or say --insecure-http')
  })
})

describe('accounts on the command line', () => {
  it('are invited by a link, listed, disabled and let in again', async () => {
    const { out } = await muster('accounts invite grace@example.com --role editor')
    expect(out).toMatch(
      /^Hand this over to grace@example\.com:\n {2}http:\/\/127\.0\.0\.1:\d+\/welcome#token=[\w-]{43}\n/,
    )
    expect((await muster('accounts')).out).toMatch(
      /grace@example\.com +grace@example\.com +editor +invited +never/,
    )
    expect((await muster('accounts disable grace@example.com')).out).toBe('"grace@example.com" is disabled\n')
    const { err } = await muster('accounts disable ada@example.com')
    expect(err).toContain('last administrator')
  })

  it('get back in by a link that signs in at once', async () => {
    const { out } = await muster('accounts reset ada@example.com --sign-in')
    const link = out.trim().split('#link=')[1]
    expect((await ask('/api/session/link', { method: 'POST', body: { link } })).status).toBe(200)
  })

  it('of programs have tokens, shown once, that can be ended', async () => {
    await muster('accounts service Nightly --role viewer')
    const { out } = await muster('tokens add ci --account Nightly --rights people:read')
    const [token = ''] = out.split('\n')
    const client = openClient({ origin: started.origin, token })
    expect((await client.people.list()).items).toEqual([])
    await expect(client.runs.list()).rejects.toMatchObject({ code: 'not.allowed' })
    expect((await muster('tokens')).out).toContain(token.slice(0, 10))
    expect((await muster('tokens end ci --yes')).out).toBe('Ended "ci"\n')
    await expect(client.people.list()).rejects.toMatchObject({ code: 'not.signed-in' })
    await client.close()
  })

  it('have roles', async () => {
    expect((await muster('roles')).out).toMatch(/^KEY .*\nadministrator +Administrator +everybody /)
  })
})
