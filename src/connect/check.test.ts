import { afterAll, beforeAll, expect, it } from 'vitest'
import { acme, type Behaviour, type FakeVendor, fakeClock, fakeVendor, json } from '../../test/fake-vendor.ts'
import { checkCredential } from './check.ts'
import { openDoor } from './door/door.ts'
import { openSettings } from './settings.ts'
import { throttle } from './throttle.ts'

let vendor: FakeVendor
beforeAll(async () => {
  vendor = await fakeVendor(() => undefined)
})
afterAll(() => vendor.close())

const line = (address: string, options = {}) => {
  const clock = fakeClock()
  return {
    connector: acme,
    settings: openSettings(acme, { token: 'canary-13', address }),
    door: openDoor({ allow: [vendor.origin], timeouts: { headers: 60 }, ...options }),
    throttle: throttle(1e9, clock),
    clock,
  }
}

const check = async (behaviour: Behaviour) => {
  vendor.behave(behaviour)
  const one = line(vendor.origin)
  const verdict = await checkCredential(one)
  await one.door.close()
  expect(one.clock.slept).toEqual([])
  expect(vendor.asked.map(({ url }) => url)).toEqual(['/people?limit=1'])
  return verdict
}

const status =
  (code: number, headers = {}): Behaviour =>
  (_, response) =>
    void response.writeHead(code, headers).end('{"error":"canary-13"}')

it.each([[[]], [[{ id: 'p1' }]]])('is content with a list: %j', async (list) => {
  expect(await check((_, response) => json(response, list))).toEqual({ ok: true })
})

it.each<[string, Behaviour, string, RegExp]>([
  [
    'wrong token or cluster',
    status(401),
    'vendor.auth',
    /token: it is wrong, or the API address is of another cluster/,
  ],
  ['missing permission', status(403), 'vendor.permission', /may not read people/],
  ['too many requests', status(429), 'vendor.busy', /too many requests/],
  [
    'a redirect',
    status(302, { location: 'https://login.example' }),
    'vendor.odd',
    /redirect, which is not followed/,
  ],
  ['nothing there', status(404), 'vendor.odd', /nothing at \/people\. Check the address/],
  ['a vendor in trouble', status(500), 'vendor.down', /answered 500/],
  [
    'an HTML page',
    (_, r) => void r.end('<html>Sign in'),
    'vendor.odd',
    /HTML page \(a proxy or login page\?\)/,
  ],
  [
    'no list',
    (_, r) => json(r, { error: 'canary-13' }),
    'vendor.odd',
    /an object with an error where Acme People Load expects a list/,
  ],
  ['no answer', () => undefined, 'vendor.down', /did not begin to answer in time/],
  ['a reset', (request) => void request.socket.resetAndDestroy(), 'vendor.down', /broke off the connection/],
])('tells %s apart', async (_, behaviour, code, message) => {
  const verdict = await check(behaviour)
  expect(verdict).toEqual({ ok: false, code, message: expect.stringMatching(message) })
  expect(JSON.stringify(verdict)).not.toContain('canary-13')
})

it('tells of a name that nobody knows, and of an address that may not be called', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
  const unknown = await checkCredential(line('https://api-x.acme.example', { lookup }))
  expect(unknown).toEqual({
    ok: false,
    code: 'vendor.down',
    message: expect.stringMatching(/^api-x\.acme\.example is a name that nobody knows/),
  })
  const inside = await checkCredential(line('https://10.0.0.1'))
  expect(inside).toMatchObject({ ok: false, code: 'address.refused' })
})
