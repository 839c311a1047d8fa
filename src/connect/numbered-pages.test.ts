import { describe, expect, it } from 'vitest'
import { atAcme } from '../../test/at-acme.ts'
import { acme, type Behaviour, json } from '../../test/fake-vendor.ts'
import type { Json } from '../lib/value.ts'
import { pages } from './manifest.ts'
import { type Reading, readPages } from './read.ts'

const { vendor, reading } = atAcme()

const people = (count: number): Json[] =>
  Array.from({ length: count }, (_, n) => ({ id: `p${n}`, name: `Person ${n}` }))
const fat = (n: number): Json => ({ id: `p${n}`, bio: 'x'.repeat(1000) })
const fatPeople = Array.from({ length: 20 }, (_, n) => fat(n))

/** The ids of a list, in its order. */
async function idsOf(one: Reading): Promise<string[]> {
  const ids: string[] = []
  for await (const { records } of readPages(one))
    for (const record of records) ids.push(JSON.parse(JSON.stringify(record)).id)
  return ids
}

const failing = (one: Reading, behaviour: Behaviour): Promise<unknown> => {
  vendor.behave(behaviour)
  return idsOf(one).then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('a list of numbered pages', () => {
  const load = { ...acme.loads.people, paging: pages(8, { page: 'page', perPage: 'per', first: 0 }) } as const
  const paged = (url = '') => {
    const { searchParams } = new URL(url, 'http://x')
    return { page: Number(searchParams.get('page')), per: Number(searchParams.get('per')) }
  }
  const numbered =
    (list: Json[], most = 100): Behaviour =>
    (request, response) => {
      const { page, per } = paged(request.url)
      const size = Math.min(per, most)
      json(response, list.slice(page * size, (page + 1) * size))
    }
  const places = () => vendor.asked.map(({ url }) => `${paged(url).page}×${paged(url).per}`)
  const everybody = Array.from({ length: 20 }, (_, n) => `p${n}`)

  it('is read to its empty page', async () => {
    vendor.behave(numbered(people(20)))
    expect(await idsOf(reading({ load }))).toEqual(everybody)
    // Behind 20 records the next page of at most 4 begins; the end is asked for twice, and once behind it.
    expect(places()).toEqual(['0×8', '1×8', '2×8', '5×4', '5×4', '6×4'])
  })

  it('is read whole from a vendor that caps the size', async () => {
    vendor.behave(numbered(people(20), 3))
    expect(await idsOf(reading({ load }))).toEqual(everybody)
    expect(places().slice(0, 3)).toEqual(['0×8', '1×3', '2×3'])
  })

  it('keeps its place when a page is too large', async () => {
    vendor.behave(numbered(fatPeople))
    expect(await idsOf(reading({ load }, { limits: { bytes: 5000 } }))).toEqual(everybody)
    expect(places().slice(0, 4)).toEqual(['0×8', '0×4', '1×4', '2×4'])
  })

  it('halves in the middle to a size whose pages begin at the same place', async () => {
    const grown = people(20).map((one, n) => (n < 12 ? one : fat(n)))
    vendor.behave(numbered(grown))
    const six = { ...load, paging: { ...load.paging, size: 6 } }
    expect(await idsOf(reading({ load: six }, { limits: { bytes: 3000 } }))).toEqual(everybody)
    expect(places().slice(0, 6)).toEqual(['0×6', '1×6', '2×6', '4×3', '12×1', '13×1'])
  })

  it.each([1, 2])('goes on where a reading of %i pages was interrupted', async (pagesBefore) => {
    vendor.behave(numbered(people(20), 6))
    const before = { pages: pagesBefore, records: pagesBefore * 6, repeated: 0 }
    const rest = await idsOf(reading({ load, before }))
    expect(rest).toEqual(everybody.slice(pagesBefore * 6))
    expect(places()[0]).toBe(`${pagesBefore}×6`)
  })

  it('is refused when its pages are longer than asked for, for their numbers then tell no place', async () => {
    const error = await failing(reading({ load }), (_, response) => json(response, people(10)))
    expect(error).toMatchObject({ code: 'vendor.odd', message: expect.stringContaining('ignore "per"') })
  })

  it('fails the run when the vendor sends the same page again and again', async () => {
    const error = await failing(reading({ load }), (_, response) => json(response, people(8)))
    expect(error).toMatchObject({ code: 'vendor.loop', message: expect.stringContaining('ignore "page"') })
  })
})
