import { describe, expect, it } from 'vitest'
import planhat from '../../connectors/planhat.ts'
import { acme } from '../../test/fake-vendor.ts'
import { type Ask, askedSize, firstAsk, nextAsk, pageUrl, recordUrl, smallerAsk } from './ask.ts'
import { type Connector, type Load, pages } from './manifest.ts'
import { openSettings } from './settings.ts'

const settings = openSettings(acme, { token: 'abc' })
const counted = acme.loads.people
const numbered: Load = { ...counted, paging: pages(50, { page: 'page', perPage: 'per_page', first: 0 }) }
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
  expect(nextAsk(counted, { offset: 0, size: 2000 }, received)).toEqual(next)
})

it('halves down to one and no further', () => {
  const sizes: number[] = []
  for (let ask = smallerAsk(counted, { offset: 40, size: 2000 }); ask; ask = smallerAsk(counted, ask)) {
    expect(ask.offset).toBe(40)
    sizes.push(ask.size)
  }
  expect(sizes).toEqual([1000, 500, 250, 125, 62, 31, 15, 7, 3, 1])
})

describe('a list of numbered pages', () => {
  const place = (ask: Ask, load: Load = numbered) => {
    const { searchParams } = pageUrl({ ...people, load }, ask)
    return `${searchParams.get('page')} of ${searchParams.get('per_page')}`
  }

  it('is asked for by number and size, from the first on', () => {
    expect(place(firstAsk(numbered))).toBe('0 of 50')
    expect(place({ offset: 150, size: 50 })).toBe('3 of 50')
    const fromOne = { ...numbered, paging: pages(50, { page: 'page', perPage: 'per_page', first: 1 }) }
    expect(place(firstAsk(fromOne), fromOne)).toBe('1 of 50')
  })

  it('keeps its place when its pages become smaller', () => {
    const places: string[] = []
    for (let ask = smallerAsk(numbered, { offset: 150, size: 50 }); ask; ask = smallerAsk(numbered, ask))
      places.push(place(ask))
    expect(places).toEqual(['6 of 25', '15 of 10', '30 of 5', '75 of 2', '150 of 1'])
  })

  it('goes back to larger pages as soon as one begins there', () => {
    const places: string[] = []
    let ask: Ask | undefined = { offset: 81, size: 50 }
    for (let turn = 0; turn < 4 && ask; turn++) {
      places.push(place(ask))
      ask = nextAsk(numbered, ask, askedSize(numbered.paging, ask))
    }
    expect(places).toEqual(['3 of 27', '3 of 36', '3 of 48', '4 of 48'])
  })

  it.each([
    ['a full one', 50, '1 of 50'],
    ['one that the vendor capped', 20, '1 of 20'],
    ['the last one', 3, '1 of 3'],
  ])('goes on after %s', (_, received, expected) => {
    const next = nextAsk(numbered, { offset: 0, size: 50 }, received)
    expect(next && place(next)).toBe(expected)
  })

  it.each([
    [{ pages: 3, records: 150 }, '3 of 50'],
    [{ pages: 3, records: 60 }, '3 of 20'],
    [{ pages: 2, records: 53 }, '53 of 1'],
    [{ pages: 1, records: 0 }, '0 of 1'],
  ])('goes on exactly behind %j', (behind, expected) => {
    expect(place(firstAsk(numbered, behind))).toBe(expected)
  })
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
