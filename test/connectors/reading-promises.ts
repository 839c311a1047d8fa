import type { ServerResponse } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import type { Line } from '../../src/connect/call.ts'
import { checkCredential } from '../../src/connect/check.ts'
import { openDoor } from '../../src/connect/door/door.ts'
import { readPages } from '../../src/connect/read.ts'
import { seenIds } from '../../src/connect/seen-ids.ts'
import { baseUrl, openSettings } from '../../src/connect/settings.ts'
import { AppError } from '../../src/lib/errors.ts'
import type { Json } from '../../src/lib/value.ts'
import { describer } from '../../src/sync/mapping/facts.ts'
import { type Behaviour, fakeClock, fakeVendor, json } from '../fake-vendor.ts'
import { type Complaints, movedTo } from './description-promises.ts'
import { type Exchange, loadOf, type Subject } from './fixture.ts'

/** It asks for its list as the fixture says, to the end and no further, and the facts are these. */
export async function readsItsFixture(subject: Subject): Promise<Complaints> {
  const { exchanges, facts } = subject.fixture
  const asked: string[] = []
  const script: Behaviour = (request, response, count) => {
    asked.push(...exchangeComplaints(exchanges[count - 1], request))
    const body = exchanges[count - 1]?.body
    return body === undefined ? void response.writeHead(418).end() : json(response, body)
  }
  const { records, code, requests } = await read(subject, script)
  const told = code === undefined ? describe(subject, records) : []
  return [
    ...asked,
    ...(code === undefined ? [] : [`reading ended in ${code}`]),
    ...(requests === exchanges.length ? [] : [`${requests} requests, not ${exchanges.length}`]),
    ...(told.length === facts.length ? [] : [`${told.length} records, not ${facts.length}`]),
    ...facts.flatMap((expected, at) => factComplaints(told[at], expected)),
  ]
}

function exchangeComplaints(
  expected: Exchange | undefined,
  { url = '', headers }: { url?: string | undefined; headers: Readonly<Record<string, unknown>> },
): string[] {
  if (!expected) return [`${url} was asked for beyond the fixture's end`]
  const wrong = Object.entries(expected.headers).filter(([name, value]) => headers[name] !== value)
  return [
    ...(isDeepStrictEqual(question(url), question(expected.get)) ? [] : [`${url}, not ${expected.get}`]),
    ...wrong.map(([name, value]) => `${name} is ${headers[name]}, not ${value}`),
  ]
}

function question(url: string): readonly string[] {
  const { pathname, searchParams } = new URL(url, 'http://vendor.test')
  return [pathname, ...[...searchParams].map(([name, value]) => `${name}=${value}`).sort()]
}

function describe({ connector, fixture }: Subject, records: readonly Json[]): unknown[] {
  const load = loadOf({ connector, fixture })
  const origin = { syncTime: '', credentials: '', integration: '', run: '' }
  const tell = describer(load, { origin, fields: Object.keys(load.fields) })
  // As JSON, facts that are missing are left out.
  return records.map((record) => JSON.parse(JSON.stringify(tell(record))))
}

function factComplaints(told: unknown, expected: object): string[] {
  if (isDeepStrictEqual(told, { problems: {}, ...expected })) return []
  return [`the facts are ${JSON.stringify(told)}, not ${JSON.stringify(expected)}`]
}

const refusals: readonly (readonly [status: number, code: string])[] = [
  [401, 'vendor.auth'],
  [403, 'vendor.permission'],
  [404, 'vendor.odd'],
  [429, 'vendor.busy'],
  [500, 'vendor.down'],
  [502, 'vendor.down'],
  [503, 'vendor.down'],
  [504, 'vendor.down'],
]

/** A refusal is told as what it is, and its body is not looked at. */
export async function tellsRefusalsApart(subject: Subject): Promise<Complaints> {
  const body = subject.fixture.exchanges[0]?.body ?? []
  const judged = refusals.map(async ([status, expected]) => {
    const { code } = await read(subject, (_, response) => json(response, body, status))
    return code === expected ? [] : [`${status} is ${code}, not ${expected}`]
  })
  return (await Promise.all(judged)).flat()
}

const errorPages: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'an error as JSON': (response) => json(response, { error: 'Internal error', status: 500 }),
  'an empty object': (response) => json(response, {}),
  'an empty text': (response) => json(response, ''),
  null: (response) => json(response, null),
  'an HTML page': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
  'no body': (response) => response.writeHead(200).end(),
}

/** What is no list is never taken for an empty one. */
export async function takesNoErrorForEmpty(subject: Subject): Promise<Complaints> {
  const judged = Object.entries(errorPages).map(async ([name, answer]) => {
    const { code } = await read(subject, (_, response) => answer(response))
    return code === 'vendor.odd' ? [] : [`${name} ends in ${code ?? 'an empty list'}, not in vendor.odd`]
  })
  return (await Promise.all(judged)).flat()
}

/** Its check asks for a list it loads, and has words for a wrong token and a missing permission. */
export async function checksItsCredential(subject: Subject): Promise<Complaints> {
  const { check, loads } = subject.connector
  const isList = Object.values(loads).some(({ get }) => get === check.get.split('?', 1)[0])
  const body = subject.fixture.exchanges[0]?.body ?? []
  const verdict = (status: number) =>
    online(
      subject,
      (_, response) => json(response, body, status),
      (line) => checkCredential(line),
    )
  const [good, wrong, forbidden] = await Promise.all([verdict(200), verdict(401), verdict(403)])
  return [
    ...(isList ? [] : [`${check.get} does not prove that a list may be read`]),
    ...(good.ok ? [] : [`a good token is refused: ${good.message}`]),
    ...(!wrong.ok && wrong.message === check.unauthorized ? [] : ['a wrong token is not told as one']),
    ...(!forbidden.ok && forbidden.message === check.forbidden ? [] : ['a missing permission is not told']),
  ]
}

interface Read {
  readonly records: readonly Json[]
  /** The code of the fault that reading ended with. */
  readonly code: string | undefined
  readonly requests: number
}

/** Reads the fixture's load from a server that behaves as told. */
function read(subject: Subject, behaviour: Behaviour): Promise<Read> {
  let requests = 0
  const counted: Behaviour = (...exchange) => {
    requests++
    behaviour(...exchange)
  }
  return online(subject, counted, async (line) => {
    const records: Json[] = []
    try {
      for await (const page of readPages({ ...line, load: loadOf(subject), seen: seenIds() }))
        records.push(...page.records)
      return { records, code: undefined, requests }
    } catch (error) {
      return { records, code: error instanceof AppError ? error.code : String(error), requests }
    }
  })
}

/** Lends a line to a loopback server in the vendor's place; no wait takes real time. */
async function online<T>(
  subject: Subject,
  behaviour: Behaviour,
  use: (line: Line) => Promise<T>,
): Promise<T> {
  const vendor = await fakeVendor(behaviour)
  const door = openDoor({ allow: [vendor.origin] })
  try {
    const { connector, fixture } = subject
    const settings = openSettings(connector, fixture.settings)
    const address = new URL(baseUrl(connector, settings)).pathname
    return await use({
      connector: movedTo(connector, `${vendor.origin}${address}`),
      settings: { ...settings, origins: [vendor.origin] },
      door,
      throttle: { take: async () => undefined },
      clock: fakeClock(),
    })
  } finally {
    await door.close()
    await vendor.close()
  }
}
