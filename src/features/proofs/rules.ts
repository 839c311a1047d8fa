import { isIPv6 } from 'node:net'
import { AppError } from '../../lib/errors.ts'

/** One answer, whatever was not right; of somebody who is signed in, what it was. */
export const refused = (what?: string): AppError => new AppError('sign-in.refused', what)

/** The part of an address that one customer of a provider has: all of version 4, half of version 6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIPv6(plain) ? groupsOf(plain).slice(0, 4).join(':') : plain
}

/** The eight groups of an address of version 6, with those that `::` stands for. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''))
  const left = 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const zeros = address.includes('::') ? Array.from({ length: Math.max(left, 0) }, () => '0') : []
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => group.replace(/^0+(?=.)/, ''))
}
