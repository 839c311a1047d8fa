import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Behaviour, type FakeVendor, fakeVendor } from '../../../test/fake-vendor.ts'
import { type DoorOptions, openDoor } from './door.ts'

let receiver: FakeVendor
beforeAll(async () => {
  receiver = await fakeVendor((_, response) => void response.end())
})
afterAll(() => receiver.close())

async function post(
  behaviour: Behaviour,
  options: Partial<DoorOptions> = {},
  url = `${receiver.origin}/hooks?a=b`,
) {
  receiver.behave(behaviour)
  const door = openDoor({ allow: [receiver.origin], ...options })
  return door.post({ url, headers: { 'webhook-id': 'evt_1' }, body: '{}' }).finally(() => door.close())
}

it('sends a message once, and tells how the answer begins in one line', async () => {
  const receipt = await post((_, response) => void response.writeHead(202).end(`yes\r\n${'x'.repeat(300)}`))
  expect(receipt).toEqual({ status: 202, excerpt: `yes ${'x'.repeat(195)}` })
  expect(receiver.asked.map(({ method, url, headers }) => [method, url, headers['webhook-id']])).toEqual([
    ['POST', '/hooks?a=b', 'evt_1'],
  ])
})

it('follows no redirect', async () => {
  const receipt = await post(
    (_, response) => void response.writeHead(307, { location: receiver.origin }).end(),
  )
  expect([receipt.status, receiver.asked.length]).toEqual([307, 1])
})

it('hangs up on an answer without end', async () => {
  let closed: Promise<unknown> = Promise.resolve()
  const receipt = await post((request, response) => {
    closed = new Promise((resolve) => request.socket.once('close', resolve))
    response.writeHead(200)
    const pour = () => {
      while (response.writable && response.write(Buffer.alloc(65_536, 'y')));
    }
    response.on('drain', pour)
    pour()
  })
  expect(receipt.excerpt).toBe('y'.repeat(200))
  await closed
})

it.each<[string, Behaviour]>([
  ['never answers', () => undefined],
  ['stops in its answer', (_, response) => void response.writeHead(200).write('a')],
])('does not wait for a receiver that %s', async (_, behaviour) => {
  await expect(post(behaviour, { timeouts: { message: 100 } })).rejects.toMatchObject({
    code: 'vendor.down',
    detail: { reason: 'timeout' },
  })
})

it.each([
  ['an address of this machine', 'https://127.1/hooks'],
  ['metadata of a cloud machine', 'https://169.254.169.254/latest'],
  ['a mapped address', 'https://[::ffff:7f00:1]/'],
  ['a name that leads inside', 'https://inside.example/hooks'],
  ['no TLS', 'http://example.com/hooks'],
])('refuses %s', async (_, url) => {
  const lookup = async () => [{ address: '10.0.0.7', family: 4 }]
  const sending = post((_request, response) => void response.end(), { lookup }, url)
  await expect(sending).rejects.toMatchObject({ code: 'address.refused' })
  expect(receiver.asked).toEqual([])
})
