import { expect, it } from 'vitest'
import planhat from '../../connectors/planhat.ts'
import { firstAsk, nextAsk, pageUrl, recordUrl, smallerAsk } from './ask.ts'
import { acme } from './fake-vendor.ts'
import type { Connector } from './manifest.ts'
import { openSettings } from './settings.ts'

const settings = openSettings(acme, { token: 'abc' })
const people = { connector: acme, load: acme.loads.people, settings }

it('begins at the beginning with the size of the load', () => {
  expect(firstAsk(planhat.loads.users)).toEqual({ offset: 0, size: 2000 })
})

it.each([
  [2000, { offset: 2000, size: 2000 }],
  [100, { offset: 100, size: 2000 }],
  [10_000, { offset: 10_000, size: 2000 }],
  [1, { offset: 1, size: 2000 }],
  [0, undefined],
])('after %i records of 2,000 goes on at %j', (received, next) => {
  expect(nextAsk({ offset: 0, size: 2000 }, received)).toEqual(next)
})

it('halves down to one and no further', () => {
  const sizes: number[] = []
  for (let ask = smallerAsk({ offset: 40, size: 2000 }); ask; ask = smallerAsk(ask)) {
    expect(ask.offset).toBe(40)
    sizes.push(ask.size)
  }
  expect(sizes).toEqual([1000, 500, 250, 125, 62, 31, 15, 7, 3, 1])
})

it('asks for a page in a fixed order, and for what the customer mapped besides', () => {
  const url = pageUrl(
    { ...people, extraSelect: ['custom', 'name', 'apiTokens', 'a,b', 'x&y'] },
    { offset: 8, size: 4 },
  )
  expect(decodeURIComponent(url.href)).toBe(
    'https://api.acme.example/people?limit=4&offset=8&sort=id&select=id,name,custom,x&y',
  )
  expect(url.searchParams.get('select')).toBe('id,name,custom,x&y')
})

it('keeps a path and a query that the connector already has', () => {
  const connector: Connector = { ...acme, http: { ...acme.http, baseUrl: '{{address}}/api/v2/' } }
  const load = { ...acme.loads.people, get: '/people?role[]=staff' }
  const url = pageUrl({ connector, load, settings }, { offset: 0, size: 8 })
  expect(url.pathname).toBe('/api/v2/people')
  expect(url.searchParams.get('role[]')).toBe('staff')
})

it('cannot put a secret into an address', () => {
  const connector: Connector = { ...acme, http: { ...acme.http, baseUrl: 'https://{{token}}.example' } }
  expect(() => pageUrl({ ...people, connector }, { offset: 0, size: 8 })).toThrow(/token is a secret/)
})

it.each([
  ['a1', '/people/a1'],
  ['a/../b?c#d', '/people/a%2F..%2Fb%3Fc%23d'],
  ['$&', '/people/%24%26'],
])('asks for the record %s at %s', (id, path) => {
  expect(recordUrl(people, id)?.href).toBe(`https://api.acme.example${path}`)
})

it.each(['', '.', '..'])('asks for no record called "%s", which would be another address', (id) => {
  expect(recordUrl(people, id)).toBeUndefined()
})
