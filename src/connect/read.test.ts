import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { atAcme, token } from '../../test/at-acme.ts'
import { acme, type Behaviour, json } from '../../test/fake-vendor.ts'
import { AppError } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import type { Door } from './door/door.ts'
import { type Page, type Reading, readPages } from './read.ts'
import { throttle } from './throttle.ts'

const { vendor, reading } = atAcme()

const person = (n: number): Json => ({ id: `p${n}`, name: `Person ${n}` })
const people = (count: number): Json[] => Array.from({ length: count }, (_, n) => person(n))

/** A vendor that pages as documented: what it has between offset and offset + limit. */
const honest =
  (list: Json[]): Behaviour =>
  (request, response) => {
    const { offset, limit } = asked(request.url)
    json(response, list.slice(offset, offset + limit))
  }

function asked(url = ''): { offset: number; limit: number } {
  const { searchParams } = new URL(url, 'http://x')
  return { offset: Number(searchParams.get('offset')), limit: Number(searchParams.get('limit')) }
}

const asks = () => vendor.asked.map(({ url }) => Object.values(asked(url)).join('+'))

async function readAll(one: Reading): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of readPages(one)) pages.push(page)
  return pages
}

const ids = (pages: Page[]) =>
  pages.flatMap(({ records }) => records.map((record) => JSON.parse(JSON.stringify(record)).id))

it('reads a list to its empty page', async () => {
  vendor.behave(honest(people(20)))
  const pages = await readAll(reading())
  expect(ids(pages)).toEqual(Array.from({ length: 20 }, (_, n) => `p${n}`))
  expect(pages.map(({ number, offset }) => [number, offset])).toEqual([
    [1, 0],
    [2, 8],
    [3, 16],
  ])
  // The end is asked for twice, and once behind it.
  expect(asks()).toEqual(['0+8', '8+8', '16+8', '20+8', '20+8', '28+8'])
  expect(vendor.asked[0]?.headers.authorization).toBe(`Bearer ${token}`)
})

it('takes an empty list for what it is', async () => {
  vendor.behave(honest([]))
  expect(await readAll(reading())).toEqual([])
  expect(asks()).toEqual(['0+8', '0+8', '8+8'])
})

it('does not take one empty page for the end of the list', async () => {
  let empties = 0
  vendor.behave((request, response, count) => {
    const isMiddle = new URL(request.url ?? '', 'http://vendor').searchParams.get('offset') === '8'
    if (isMiddle && empties++ === 0) json(response, [])
    else honest(people(20))(request, response, count)
  })
  expect(ids(await readAll(reading()))).toHaveLength(20)
})

it('refuses a list with a hole', async () => {
  vendor.behave((request, response, count) => {
    const isMiddle = new URL(request.url ?? '', 'http://vendor').searchParams.get('offset') === '8'
    if (isMiddle) json(response, [])
    else honest(people(20))(request, response, count)
  })
  await expect(readAll(reading())).rejects.toMatchObject({
    code: 'vendor.odd',
    message: /empty page at position 8/,
  })
})

it.each<[string, (list: Json[], offset: number, limit: number) => Json[]]>([
  ['ignores the size and always sends 3', (list, offset) => list.slice(offset, offset + 3)],
  ['ignores the size and sends more', (list, offset) => list.slice(offset, offset + 15)],
  ['sends one record less than asked', (list, offset, limit) => list.slice(offset, offset + limit - 1)],
])('loads everyone from a vendor that %s', async (_, page) => {
  vendor.behave((request, response) => {
    const { offset, limit } = asked(request.url)
    json(response, page(people(20), offset, limit))
  })
  expect(new Set(ids(await readAll(reading()))).size).toBe(20)
})

it('goes on where an interrupted reading stopped', async () => {
  vendor.behave(honest(people(20)))
  const rest = await readAll(reading({ before: { pages: 1, records: 8, repeated: 0 } }))
  expect(ids(rest)).toHaveLength(12)
  expect(rest[0]).toMatchObject({ number: 2, offset: 8 })
  expect(asks()[0]).toBe('8+8')
})

const failing = async (behaviour: Behaviour, one = reading()) => {
  vendor.behave(behaviour)
  const pages: Page[] = []
  try {
    for await (const page of readPages(one)) pages.push(page)
  } catch (error) {
    expect(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)).not.toContain(token)
    return { error, pages }
  }
  return expect.unreachable('the list counted as complete')
}

it.each([0, 8, 16])('fails the run when the vendor sends the page at %i again and again', async (stuck) => {
  const { error, pages } = await failing((request, response) => {
    const offset = Math.min(asked(request.url).offset, stuck)
    json(response, people(100).slice(offset, offset + 8))
  })
  expect(error).toMatchObject({ code: 'vendor.loop', message: expect.stringMatching(/ignore "offset"/) })
  expect(pages).toHaveLength(stuck / 8 + 1)
})

it('goes on through pages that bring some of what was there before', async () => {
  vendor.behave((request, response) => {
    const { offset } = asked(request.url)
    json(response, offset < 24 ? [person(0), person(offset), person(offset + 1)] : [])
  })
  expect(new Set(ids(await readAll(reading()))).size).toBe(16)
})

it('hands on records without usable ids, and still notices a loop of them', async () => {
  const strange = [null, { id: 7 }, { name: 'x' }, [], 'text']
  vendor.behave((request, response) => json(response, asked(request.url).offset === 0 ? strange : []))
  expect((await readAll(reading()))[0]?.records).toEqual(strange)
  const { error } = await failing((_, response) => json(response, strange))
  expect(error).toMatchObject({ code: 'vendor.loop' })
})

const status =
  (code: number, headers = {}): Behaviour =>
  (_, response) =>
    void response.writeHead(code, headers).end(`{"error":"${token}"}`)
const raw =
  (body: string | Buffer, headers = {}): Behaviour =>
  (_, response) =>
    void response.writeHead(200, headers).end(body)

const faults: [string, Behaviour, string, boolean][] = [
  ['429 without Retry-After', status(429), 'vendor.busy', true],
  ['429 with Retry-After 2', status(429, { 'retry-after': '2' }), 'vendor.busy', true],
  ['429 with Retry-After 3600', status(429, { 'retry-after': '3600' }), 'vendor.busy', false],
  ['408', status(408), 'vendor.down', true],
  ['500', status(500), 'vendor.down', true],
  ['503', status(503, { 'retry-after': 'soon' }), 'vendor.down', true],
  ['504', status(504), 'vendor.down', true],
  ['a reset', (request) => void request.socket.resetAndDestroy(), 'vendor.down', true],
  [
    'a cut body',
    (q, r) => void r.writeHead(200).write('[{"id":"p1"}', () => q.socket.destroy()),
    'vendor.down',
    true,
  ],
  ['cut JSON', raw('[{"id":"p0"},{"id'), 'vendor.odd', true],
  ['malformed JSON', raw('[{"id":NaN}]'), 'vendor.odd', true],
  ['garbage behind', raw('[]]'), 'vendor.odd', true],
  ['invalid UTF-8', raw(Buffer.from([0x5b, 0xff, 0x5d])), 'vendor.odd', true],
  ['nothing', raw(''), 'vendor.odd', true],
  ['401', status(401), 'vendor.auth', false],
  ['403', status(403), 'vendor.permission', false],
  ['404', status(404), 'vendor.odd', false],
  ['400', status(400), 'vendor.odd', false],
  ['204', status(204), 'vendor.odd', false],
  ['206', status(206), 'vendor.odd', false],
  ['302', status(302, { location: 'https://login.example/' }), 'vendor.odd', false],
  ['HTML', raw('<html>'), 'vendor.odd', false],
  ['{}', raw('{}'), 'vendor.odd', false],
  ['null', raw('null'), 'vendor.odd', false],
  ['""', raw('""'), 'vendor.odd', false],
  ['{data}', raw('{"data":[]}'), 'vendor.odd', false],
  ['{error}', raw('{"error":"x"}'), 'vendor.odd', false],
]
const positions = [0, 8, 16, 20]
const everywhere = faults.flatMap(([name, ...rest]) =>
  positions.map((position) => [name, position, ...rest] as const),
)

it.each(everywhere)(
  'never takes a list for complete when %s comes at record %i and stays',
  async (_, position, behaviour, code, again) => {
    const list = honest(people(20))
    const { error, pages } = await failing((request, response, count) =>
      (asked(request.url).offset === position ? behaviour : list)(request, response, count),
    )
    expect(error).toMatchObject({ code })
    expect(ids(pages)).toHaveLength(position)
    expect(vendor.asked.filter(({ url }) => asked(url).offset === position)).toHaveLength(again ? 6 : 1)
  },
)

it.each(everywhere.filter(([, , , , again]) => again))(
  'loads everyone when %s comes at record %i and passes',
  async (_, position, behaviour) => {
    const list = honest(people(20))
    let left = 2
    vendor.behave((request, response, count) =>
      (asked(request.url).offset === position && left-- > 0 ? behaviour : list)(request, response, count),
    )
    expect(ids(await readAll(reading()))).toHaveLength(20)
  },
)

it('says what a wrong token may be, in the words of the connector', async () => {
  const { error } = await failing(status(401))
  expect(error).toMatchObject({ message: acme.check.unauthorized })
})

it('outwaits two minutes of refusals', async () => {
  const one = reading()
  vendor.behave((request, response, count) =>
    (count <= 5 ? status(429) : honest(people(3)))(request, response, count),
  )
  expect(ids(await readAll(one))).toHaveLength(3)
  expect(one.clock.slept.reduce((sum, ms) => sum + ms)).toBeGreaterThan(120_000)
})

const fat = (n: number): Json => ({ id: `p${n}`, bio: 'x'.repeat(1000) })
const fatPeople = Array.from({ length: 20 }, (_, n) => fat(n))

it('halves a page that is too large and goes on from the same place', async () => {
  vendor.behave(honest(fatPeople))
  const pages = await readAll(reading({}, { limits: { bytes: 3000 } }))
  expect(ids(pages)).toHaveLength(20)
  expect(asks().slice(0, 4)).toEqual(['0+8', '0+4', '0+2', '2+2'])
})

it('halves a page of too many records', async () => {
  vendor.behave(honest(people(20)))
  expect(ids(await readAll(reading({ limits: { recordsPerPage: 5 } })))).toHaveLength(20)
  expect(asks().slice(0, 2)).toEqual(['0+8', '0+4'])
})

it('halves a page that takes too long, after asking once more', async () => {
  vendor.behave((request, response, count) => {
    if (asked(request.url).limit <= 4) honest(people(6))(request, response, count)
  })
  const pages = await readAll(reading({}, { timeouts: { headers: 50, page: 100 } }))
  expect(ids(pages)).toHaveLength(6)
  expect(asks().slice(0, 3)).toEqual(['0+8', '0+8', '0+4'])
})

it('fails when even one record is too large', async () => {
  const { error, pages } = await failing(
    honest(fatPeople.with(5, { id: 'p5', bio: 'x'.repeat(5000) })),
    reading({}, { limits: { bytes: 3000 } }),
  )
  expect(error).toMatchObject({ code: 'vendor.too-large' })
  expect(ids(pages)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4'])
  expect(asks().at(-1)).toBe('5+1')
})

it('ends a list that never ends, by records and by time', async () => {
  const endless: Behaviour = (request, response) => {
    const { offset } = asked(request.url)
    json(response, [person(offset), person(offset + 1)])
  }
  const many = await failing(endless, reading({ limits: { records: 10 } }))
  expect(many.error).toMatchObject({
    code: 'vendor.too-large',
    message: expect.stringContaining('10 records'),
  })
  expect(ids(many.pages)).toHaveLength(10)

  const slow = reading()
  const spaced = throttle(1 / 15, slow.clock)
  const long = await failing(endless, { ...slow, throttle: spaced })
  expect(long.error).toMatchObject({ code: 'vendor.too-large', message: expect.stringContaining('2 hours') })
})

it('has the next page on its way while one is worked on, and only one', async () => {
  vendor.behave(honest(people(40)))
  const pages = readPages(reading())
  await pages.next()
  await expect.poll(() => vendor.asked.length).toBe(2)
  await new Promise((done) => setTimeout(done, 50))
  expect(vendor.asked).toHaveLength(2)
  await pages.return()
})

it('asks no more when the caller has enough, and takes back what was on its way', async () => {
  let closed = 0
  vendor.behave((request, response, count) => {
    if (count === 1) return honest(people(40))(request, response, count)
    request.socket.once('close', () => closed++)
  })
  for await (const _ of readPages(reading())) {
    await expect.poll(() => vendor.asked.length).toBe(2)
    break
  }
  await expect.poll(() => closed).toBe(1)
  expect(vendor.asked).toHaveLength(2)
})

it('leaves nothing under way behind', async () => {
  vendor.behave(honest(people(40)))
  const one = reading()
  let under = 0
  const get: Door['get'] = async (request) => {
    under++
    try {
      return await one.door.get(request)
    } finally {
      await new Promise((done) => setTimeout(done, 40))
      under--
    }
  }
  for await (const _ of readPages({ ...one, door: { ...one.door, get } })) break
  expect(under).toBe(0)
})

it('tells of a failed page when its turn comes, not before', async () => {
  vendor.behave((request, response, count) =>
    (count === 1 ? honest(people(40)) : status(401))(request, response, count),
  )
  const pages = readPages(reading())
  expect((await pages.next()).value?.records).toHaveLength(8)
  await expect.poll(() => vendor.asked.length).toBe(2)
  // Long enough for an unhandled rejection to end the test run.
  await new Promise((done) => setTimeout(done, 50))
  await expect(pages.next()).rejects.toMatchObject({ code: 'vendor.auth' })
})

it('stops when the run is cancelled, while it waits and between pages', async () => {
  const stop = new AbortController()
  vendor.behave((request, response, count) => {
    if (count === 1) honest(people(40))(request, response, count)
    else stop.abort(new AppError('run.cancelled'))
  })
  const { error, pages } = await collect(readPages(reading({ signal: stop.signal })))
  expect(error).toMatchObject({ code: 'run.cancelled' })
  expect(pages).toBe(1)
})

async function collect(pages: AsyncIterable<Page>): Promise<{ error: unknown; pages: number }> {
  let count = 0
  try {
    for await (const _ of pages) count++
  } catch (error) {
    return { error, pages: count }
  }
  return { error: undefined, pages: count }
}
