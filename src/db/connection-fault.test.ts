import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withDatabase } from '../../test/template.ts'
import { connectionFault } from './connection-fault.ts'
import { type Server, startServer } from './embedded/server.ts'
import { openDatabase } from './open-database.ts'

const url = 'postgresql://ada:s3cret@db.example:6432/people'

function withCode(code: string): Error {
  return Object.assign(new Error(`something about ${code}`), { code })
}

describe('a database that cannot be used is told with the cure', () => {
  it.each<[string, string, RegExp]>([
    ['ECONNREFUSED', 'database.down', /No PostgreSQL answers at db.example:6432: start it/],
    ['ENOTFOUND', 'database.down', /no host "db.example": correct it/],
    ['ETIMEDOUT', 'database.down', /does not answer: check the address/],
    ['28P01', 'database.start', /refuses user "ada" or the password: correct them/],
    ['3D000', 'database.start', /no database "people": create it/],
    ['42501', 'database.start', /User "ada" may not use database "people": GRANT/],
    ['53300', 'database.busy', /no connection left: raise max_connections/],
    ['57P03', 'database.down', /starting up or shutting down: try again/],
    ['XX000', 'database.down', /cannot be used as database \(something about XX000\): check DATABASE_URL/],
  ])('%s', (code, fault, line) => {
    const told = connectionFault(withCode(code), url)
    expect(told).toMatchObject({ code: fault, message: expect.stringMatching(line) })
    expect(told.message).not.toMatch(/s3cret|\n/)
  })

  it.each([
    ['self-signed certificate in certificate chain', /certificate of db.example:6432 is not trusted: add/],
    ['The server does not support SSL connections', /does not speak TLS: switch it on/],
    ['timeout exceeded when trying to connect', /does not answer/],
  ])('%s', (message, line) => {
    expect(connectionFault(new Error(message), url).message).toMatch(line)
  })
})

describe('a wrong DATABASE_URL', () => {
  let folder: string
  let server: Server
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-url-'))
    server = await startServer({ folder, binaries: process.env.MUSTER_POSTGRES, door: 'loopback' })
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it.each<[string, (right: string) => string, RegExp]>([
    ['that is none', () => 'localhost:5432', /DATABASE_URL cannot be read: it looks like postgresql:\/\//],
    ['of another kind', () => 'mysql://localhost/people', /DATABASE_URL cannot be read/],
    [
      'with a raw # in the password',
      (right) => right.replace(/:[^:@]+@/, ':s#3cret@'),
      /special characters as %XX/,
    ],
    [
      'with a wrong password',
      (right) => right.replace(/:[^:@]+@/, ':s3cret@'),
      /refuses user "muster" or the password/,
    ],
    [
      'without the password',
      (right) => right.replace(/:[^:@]+@/, '@'),
      /refuses user "muster" or the password/,
    ],
    ['with a wrong database', (right) => withDatabase(right, 'nope'), /no database "nope"/],
    ['with a wrong port', (right) => right.replace(/:\d+\//, ':1/'), /No PostgreSQL answers at 127.0.0.1:1/],
    ['with TLS where there is none', (right) => `${right}?sslmode=verify-full`, /does not speak TLS/],
  ])('%s', async (_what, change, line) => {
    const refused = await openDatabase({ folder: '', url: change(server.url) }).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ name: 'AppError', message: expect.stringMatching(line) })
    expect(String(refused)).not.toMatch(/s3cret|s#3cret/)
  })
})
