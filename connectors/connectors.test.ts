import { describe, expect, it } from 'vitest'
import type { Connector } from '../src/connect/manifest.ts'
import { readShelf } from '../src/connect/shelf.ts'
import type { JsonObject } from '../src/lib/value.ts'
import { type Fixture, readFixture, type Subject } from '../test/connectors/fixture.ts'
import { complaintsAbout, promises } from '../test/connectors/promises.ts'
import planhat from './planhat.ts'

const shelf = await readShelf(import.meta.dirname)
const subjects = await Promise.all(
  [...shelf.values()].map(
    async (connector): Promise<Subject> => ({
      connector,
      fixture: await readFixture(import.meta.dirname, connector),
    }),
  ),
)

describe.each(subjects.map((subject) => [subject.connector.id, subject] as const))('%s', (_, subject) => {
  it.each(Object.entries(promises))('%s', async (_, promise) => {
    expect(await promise(subject)).toEqual([])
  })
})

describe('a planted mistake is seen', () => {
  const users: Connector['loads'][string] = planhat.loads.users
  const withLoad = (more: object): Connector => ({ ...planhat, loads: { users: { ...users, ...more } } })
  const withField = (key: string, from: string): Connector =>
    withLoad({ fields: { ...users.fields, [key]: { ...users.fields[key], from } } })
  const withHttp = (more: object): Connector => ({ ...planhat, http: { ...planhat.http, ...more } })

  it.each<[string, Connector, string]>([
    ['a function in the description', withLoad({ text: () => '' }), 'it is more than its JSON'],
    [
      'a wrong setting name',
      withHttp({ auth: { kind: 'bearer', token: '{{token}}' } }),
      'token is not declared',
    ],
    [
      'a setting that nothing uses',
      withHttp({ auth: { kind: 'bearer', token: 'x' } }),
      'apiToken is asked for in vain',
    ],
    [
      'no token in the request',
      withHttp({ auth: { kind: 'bearer', token: 'x' } }),
      'authorization is Bearer x',
    ],
    [
      'an unchecked host',
      {
        ...withHttp({ baseUrl: 'https://{{sub}}.vendor.example' }),
        settings: { ...planhat.settings, sub: { label: 'Subdomain', kind: 'text' } },
      },
      'sub chooses the host unchecked',
    ],
    [
      'a host that is anybody’s',
      {
        ...planhat,
        settings: { ...planhat.settings, baseUrl: { ...planhat.settings.baseUrl, hosts: ['*.com'] } },
      },
      'baseUrl may be *.com',
    ],
    ['an address without TLS', withHttp({ baseUrl: 'http://api.planhat.com' }), 'does not start with https'],
    ['a suggestion of no field', withLoad({ suggest: { email: 'mail' } }), 'it suggests mail for email'],
    [
      'a part of the list that no flag tells',
      withLoad({ include: { type: 'All' } }),
      'it leaves out by type',
    ],
    ['an expression that cannot be read', withField('email', 'email | upcase'), 'cannot be read'],
    ['a wrong place of the records', withLoad({ records: 'data' }), 'reading ended in vendor.odd'],
    ['a forgotten fallback', withField('creationDate', 'createDate'), 'the facts are'],
    ['a forgotten order', withLoad({ query: {} }), '/users?'],
    ['a wrong account', withLoad({ account: { ...users.account, active: 'inactive' } }), 'the facts are'],
    [
      'a check of something else',
      { ...planhat, check: { ...planhat.check, get: '/me' } },
      '/me does not prove',
    ],
  ])('%s', async (_, connector, complaint) => {
    const fixture = await readFixture(import.meta.dirname, planhat)
    expect(await complaintsAbout({ connector, fixture })).toContainEqual(expect.stringContaining(complaint))
  })

  it.each<[string, (fixture: Fixture) => Fixture, string]>([
    [
      'a real address',
      (fixture) => changeFirst(fixture, { email: 'ceo@vendor.io' }),
      "ceo@vendor.io may be somebody's",
    ],
    [
      'a real site',
      (fixture) => changeFirst(fixture, { image: { path: 'https://cdn.vendor.io/a.png' } }),
      "https://cdn.vendor.io may be somebody's",
    ],
    [
      'an end that is never asked for',
      (fixture) => ({ ...fixture, exchanges: fixture.exchanges.slice(0, -1) }),
      "beyond the fixture's end",
    ],
    ['a record without facts', (fixture) => ({ ...fixture, facts: fixture.facts.slice(1) }), 'records, not'],
  ])('%s in the fixture', async (_, change, complaint) => {
    const fixture = change(await readFixture(import.meta.dirname, planhat))
    const complaints = await complaintsAbout({ connector: planhat, fixture })
    expect(complaints).toContainEqual(expect.stringContaining(complaint))
  })
})

function changeFirst(fixture: Fixture, patch: JsonObject): Fixture {
  const [first, ...rest] = fixture.exchanges
  const [user, ...others] = first && Array.isArray(first.body) ? first.body : []
  return first
    ? { ...fixture, exchanges: [{ ...first, body: [{ ...user, ...patch }, ...others] }, ...rest] }
    : fixture
}
