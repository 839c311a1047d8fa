import { expect, it } from 'vitest'
import { guard } from './address.ts'
import { isPublic, ranges } from './ranges.ts'

const strict = guard({ allow: [] })

it.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://0x7f000001/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://127.0.0.1./',
  'https://localhost./',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://user@vendor.example/',
  'https://user:word@vendor.example/',
  'https://vendor.example@127.0.0.1/',
  'http://vendor.example/',
  'ftp://vendor.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//vendor.example/',
  'not an address',
  '',
])('refuses to call %s', (url) => {
  expect(() => strict.admit(url)).toThrow(expect.objectContaining({ code: 'address.refused' }))
})

it.each(['https://vendor.example/users', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'https://1.1/'])(
  'admits %s as far as it is written',
  (url) => {
    expect(strict.admit(url).href).toContain('https://')
  },
)

it('names the host and the way out', () => {
  expect(() => strict.admit('https://10.1.2.3:8443/x?token=abc')).toThrow(
    /^10\.1\.2\.3:8443 may not be called: .*set MUSTER_ALLOW=https:\/\/10\.1\.2\.3:8443 /,
  )
  expect(() => strict.admit('http://127.0.0.1:4010/x')).toThrow('set MUSTER_ALLOW=http://127.0.0.1:4010 ')
  expect(() => strict.admit('https://10.1.2.3/x?token=abc')).not.toThrow(/abc/)
})

it('lets an administrator allow an exact origin, and only that one', () => {
  const { admit } = guard({ allow: ['http://127.0.0.1:4010'] })
  expect(admit('http://127.0.0.1:4010/users').port).toBe('4010')
  for (const other of ['http://127.0.0.1:4011/', 'https://127.0.0.1:4010/', 'http://127.0.0.2:4010/'])
    expect(() => admit(other)).toThrow(expect.objectContaining({ code: 'address.refused' }))
})

it('lets an administrator allow a range, with TLS', () => {
  const { admit } = guard({ allow: ['10.0.0.0/8', 'fd00::/8'] })
  expect(admit('https://10.1.2.3/').hostname).toBe('10.1.2.3')
  expect(admit('https://[fd00::1]/').hostname).toBe('[fd00::1]')
  expect(() => admit('http://10.1.2.3/')).toThrow(/not https/)
  expect(() => admit('https://192.168.0.1/')).toThrow(/public internet/)
})

it.each([
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  'everything',
  'ftp://a.example',
  'http://',
  'fd00::/129',
  '10.0.0.0/',
])('refuses %s in the list of allowed addresses', (entry) => {
  expect(() => guard({ allow: [entry] })).toThrow(expect.objectContaining({ code: 'input.invalid' }))
})

const look = (addresses: string[], all: boolean) =>
  new Promise<unknown>((resolve) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const { lookup } = guard({ allow: ['10.9.0.0/16'], lookup: async () => found })
    lookup('vendor.example', { all }, (error, address) => resolve(error ?? address))
  })

it.each([
  [['127.0.0.1']],
  [['::1']],
  [['8.8.8.8', '10.0.0.1']],
  [['8.8.8.8', '::ffff:8.8.8.8']],
  [['fe80::1%eth0']],
  [['nonsense']],
])('refuses a name that stands for %s', async (addresses) => {
  expect(await look(addresses, true)).toMatchObject({ code: 'address.refused' })
  expect(await look(addresses, false)).toMatchObject({ code: 'address.refused' })
})

it('connects to the addresses it judged', async () => {
  expect(await look(['8.8.8.8', '10.9.1.1'], false)).toBe('8.8.8.8')
  expect(await look(['8.8.8.8', '10.9.1.1'], true)).toMatchObject([
    { address: '8.8.8.8' },
    { address: '10.9.1.1' },
  ])
  expect(await look([], true)).toMatchObject({ code: 'ENOTFOUND' })
})

it('keeps IPv4 and IPv6 ranges apart', () => {
  expect(isPublic('8.8.8.8')).toBe(true)
  expect(ranges(['::/0'])('8.8.8.8')).toBe(false)
})
