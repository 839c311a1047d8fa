import { BlockList, isIP } from 'node:net'
import { invalid } from '../../lib/errors.ts'

/** Says whether an IP address, written as Node writes it, is in a set of ranges. */
export type Ranges = (address: string) => boolean

/** Reads ranges written as `10.0.0.0/8` or `fd00::/8`. Throws `input.invalid` at one that cannot be read. */
export function ranges(cidrs: readonly string[]): Ranges {
  // One list per family: a single one compares IPv4 addresses with IPv6 ranges as if they were mapped.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const cidr of cidrs) {
    const { network, bits, family } = readCidr(cidr)
    lists[family].addSubnet(network, bits, family)
  }
  return (address) => {
    const bare = withoutZone(address)
    const family = familyOf(bare)
    return family !== undefined && lists[family].check(bare, family)
  }
}

/** Whether an address is on the public internet. What is no address at all is not. */
export function isPublic(address: string): boolean {
  return familyOf(withoutZone(address)) !== undefined && !reserved(address)
}

const reserved = ranges([
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, metadata of cloud machines
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  // Only 2000::/3 is handed out. Outside of it are loopback, IPv4-mapped, NAT64, unique-local,
  // link-local, site-local and multicast.
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23', // protocol assignments, Teredo
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
])

function readCidr(cidr: string): { network: string; bits: number; family: 'ipv4' | 'ipv6' } {
  const [network = '', length = '', ...rest] = cidr.split('/')
  const family = familyOf(network)
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN
  if (!family || rest.length > 0 || !(bits <= (family === 'ipv4' ? 32 : 128)))
    throw invalid([
      { field: 'allow', message: `"${cidr}" is neither an origin nor a range such as 10.0.0.0/8` },
    ])
  return { network, bits, family }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? ''
}
