import { createSecretKey } from 'node:crypto'
import { join } from 'node:path'
import { type DoorOptions, openDoor } from '../src/connect/door/door.ts'
import type { Mailer } from '../src/connect/mail.ts'
import type { Connector } from '../src/connect/manifest.ts'
import { readShelf } from '../src/connect/shelf.ts'
import { throttles } from '../src/connect/throttle.ts'
import type { Ctx } from '../src/kit/ctx.ts'
import { type Actor, owner, type Right } from '../src/kit/rights.ts'
import { noVisit } from '../src/kit/visit.ts'
import { type Clock, systemClock } from '../src/lib/clock.ts'
import { openLog } from '../src/lib/log.ts'
import { redactor } from '../src/lib/redact.ts'
import { keyChecks } from '../src/vault/key-check.ts'
import { openPasswords } from '../src/vault/passwords.ts'
import { openVault } from '../src/vault/vault.ts'
import { entranceOf } from '../src/web-server/entrance.ts'
import { openHttp } from '../src/web-server/http.ts'
import { routes } from '../src/web-server/routes.ts'
import { freshDatabase } from './database.ts'
import type { Template } from './template.ts'

/** A request's answer. `T` is the shape the test expects of it, unchecked: the server parses what it sends. */
export interface Answered<T> {
  readonly status: number
  readonly body: T
  readonly headers: Readonly<Record<string, unknown>>
}

/** What the server says where it does not do what was asked. */
export interface Refusal {
  readonly code: string
  readonly detail: string
  readonly problems?: readonly { readonly field: string; readonly message: string }[]
}

/** Somebody who asks the server. */
export interface Caller {
  get<T>(path: string): Promise<Answered<T>>
  post<T>(path: string, body?: object): Promise<Answered<T>>
  put<T>(path: string, body?: object): Promise<Answered<T>>
  patch<T>(path: string, body?: object): Promise<Answered<T>>
  delete<T>(path: string): Promise<Answered<T>>
}

/** A whole server in memory on a database of its own, asked by its owner. */
export interface World extends Caller {
  /** What actions get when the owner acts, for what has no route. */
  readonly ctx: Ctx
  /** Everything that was logged, a line each. */
  readonly logged: readonly string[]
  /** Somebody who has only these rights. */
  as(...rights: readonly Right[]): Caller
  /** Somebody who may do everything, but sees only some people or not all of their fields. */
  seeing(limits: Partial<Pick<Actor, 'filter' | 'hiddenFields' | 'personId'>>): Caller
  /** Moves the clock of actions; the database has its own. */
  pass(milliseconds: number): void
  close(): Promise<void>
}

/** How a world is to be; everything can be left out. */
export interface WorldOptions extends Partial<Pick<DoorOptions, 'timeouts' | 'limits'>> {
  /** The loopback origins of the simulated vendors it may call. */
  readonly allow?: readonly string[]
  /** Instead of those on the shelf. */
  readonly connectors?: readonly Connector[]
  /** What sends e-mail; nothing does when left out. */
  readonly mailer?: Mailer
  /** Where its database is cloned from, outside a test run. */
  readonly template?: Template
  /** When the clock of actions begins, in milliseconds since 1970. */
  readonly start?: number
  /** How many times faster than in truth sleeping passes; without it, sleeping takes no time. */
  readonly haste?: number
}

/** Builds a world. */
export async function newWorld({
  allow = [],
  connectors,
  mailer,
  template,
  start = Date.UTC(2026, 0, 5, 9),
  haste = Number.POSITIVE_INFINITY,
  ...door
}: WorldOptions = {}): Promise<World> {
  const { close, pool, kysely, zone } = await freshDatabase(template)
  const logged: string[] = []
  const redact = redactor()
  const { clock, pass } = handClock(start, haste)
  const opened = openDoor({ allow, ...door })
  const ctx: Ctx = {
    db: { pool, kysely, zone },
    vault: await testVault(keyChecks(pool)),
    door: opened,
    allow,
    mailer,
    throttles: throttles(clock),
    clock,
    zone,
    log: openLog({ level: 'info', destination: { write: (line) => logged.push(line) }, redact }),
    redact,
    connectors: connectors
      ? new Map(connectors.map((connector) => [connector.id, connector]))
      : await readShelf(join(import.meta.dirname, '../connectors')),
    actor: owner('test owner'),
    visit: noVisit,
    passwords: openPasswords(),
    origin: () => 'http://127.0.0.1:4600',
  }
  return {
    ...callerFor(ctx),
    ctx,
    logged,
    as: (...rights) => callerFor({ ...ctx, actor: { ...owner('somebody'), rights: new Set(rights) } }),
    seeing: (limits) => callerFor({ ...ctx, actor: { ...owner('somebody'), ...limits } }),
    pass,
    close: async () => {
      await opened.close()
      await close()
    },
  }
}

/** A clock that stands until the test moves it, or somebody sleeps on it. */
function handClock(start: number, haste: number): { clock: Clock; pass: World['pass'] } {
  let now = start
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    pass(milliseconds)
    await systemClock.sleep(milliseconds / haste, signal)
  }
  return { clock: { now: () => now, sleep }, pass }
}

/** A vault with a root key that is always the same. */
export function testVault(checks: ReturnType<typeof keyChecks>) {
  const rootKey = { place: 'a test', read: async () => createSecretKey(Buffer.alloc(32, 7)) }
  return openVault({ rootKey, checks })
}

function callerFor({ actor, ...parts }: Ctx): Caller {
  const app = openHttp({ parts, routes, entrance: entranceOf(actor) })
  const ask = async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
  ) => {
    const { statusCode, body, rawPayload, headers } = await app.inject({
      method,
      url,
      ...(payload ? { payload } : {}),
    })
    // The caller says which shape he expects.
    const read = isSheet(headers) ? rawPayload : readBody(body, headers)
    return { status: statusCode, body: read as T, headers }
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    patch: (path, body) => ask('PATCH', path, body),
    delete: (path) => ask('DELETE', path),
  }
}

const isSheet = (headers: Readonly<Record<string, unknown>>) =>
  String(headers['content-type']).includes('spreadsheetml')

/** Of lines of JSON, a list; of what is no JSON, the text. */
function readBody(body: string, headers: Readonly<Record<string, unknown>>): unknown {
  if (String(headers['content-type']).startsWith('application/x-ndjson'))
    return body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  if (/^text\//.test(String(headers['content-type']))) return body
  return body === '' ? undefined : JSON.parse(body)
}
